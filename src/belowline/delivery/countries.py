"""Which pages are others in other countries, and where a reader is."""

from belowline.delivery.page_cache import Key
from belowline.delivery.wsgi_bridge import Scope

_MOST = 10_000
"""Pages of which it is remembered."""


class Countries:
    """`header`, in small letters, is that in which a proxy names the reader's country."""

    def __init__(self, header: bytes) -> None:
        self._header = header
        self._told_apart: set[Key] = set()

    def key(self, key: Key, scope: Scope) -> Key:
        """Where the page is kept for this reader, as far as is known."""
        if self._told_apart and key in self._told_apart:
            return self.key_here(key, scope)
        return key

    def tell_apart(self, key: Key) -> None:
        """Remembers that this page is another one in each country."""
        if len(self._told_apart) >= _MOST:
            self._told_apart.clear()
        self._told_apart.add(key)

    def key_here(self, key: Key, scope: Scope) -> Key:
        """Where the page of the reader's country is kept; `-` where no proxy says which it is."""
        named = (value for name, value in scope["headers"] if name == self._header)
        return (*key[:4], next(named, b"")[:2].upper() or b"-")
