"""Keeps finished answers within a bound of memory: least recently used out first."""

from collections import OrderedDict
from collections.abc import Iterable

from belowline.delivery.cached_response import CachedResponse

Key = tuple[bytes, str, bytes, bytes, bytes]
"""Host, path, query, the reader's choice among its languages, and their country where that makes a
difference."""
_ENTRY = 200
"""Bytes, about, of an entry in a dictionary or a set with the small objects that it holds."""


class PageCache:
    """Representations by key, and by what they depend on. `most` is in bytes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0
        self._kept: OrderedDict[Key, CachedResponse] = OrderedDict()
        self._sizes: dict[Key, int] = {}
        self._dependents: dict[str, set[Key]] = {}

    @property
    def size(self) -> int:
        """Bytes held, about."""
        return self._size

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Key) -> CachedResponse | None:
        """What is kept under the key; it counts as used."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: Key, made: CachedResponse) -> None:
        """Keeps it in place of what was there, and lets go of what is over the bound."""
        self.drop(key)
        self._kept[key] = made
        for name in made.depends:
            self._dependents.setdefault(name, set()).add(key)
        self.weigh(key)

    def weigh(self, key: Key) -> None:
        """Counts anew what is kept under the key: a further coding may have been made."""
        made = self._kept.get(key)
        if made is None:
            return
        size = made.size + _weight(key, made)
        self._size += size - self._sizes.get(key, 0)
        self._sizes[key] = size
        while self._size > self._most and self._kept:
            self.drop(next(iter(self._kept)))

    def drop(self, key: Key) -> None:
        """Lets go of what is kept under the key, if anything."""
        made = self._kept.pop(key, None)
        if made is None:
            return
        self._size -= self._sizes.pop(key)
        for name in made.depends:
            keys = self._dependents[name]
            keys.discard(key)
            if not keys:
                del self._dependents[name]

    def mark_stale(self, names: Iterable[str], at: float) -> list[Key]:
        """Marks everything that depends on any of these as no longer true since `at`; returns the
        keys of what was true until then.
        """
        marked = []
        for name in names:
            for key in self._dependents.get(name, ()):
                made = self._kept[key]
                if made.stale_at is None:
                    made.stale_at = at
                    marked.append(key)
        return marked

    def mark_all_stale(self, at: float) -> None:
        """Marks everything as no longer known to be true since `at`."""
        for made in self._kept.values():
            if made.stale_at is None:
                made.stale_at = at


def _weight(key: Key, made: CachedResponse) -> int:
    """Bytes of what finds an answer: its key, and its place among what depends on each name."""
    host, path, query, choice, country = key
    names = sum(_ENTRY + len(name) for name in made.depends)
    return 3 * _ENTRY + len(host) + 2 * len(path) + len(query) + len(choice) + len(country) + names
