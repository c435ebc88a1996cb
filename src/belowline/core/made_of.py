"""Remembers what was made of objects that are asked about again."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Generic, TypeVar

from belowline.core.seen import Seen

M = TypeVar("M")
V = TypeVar("V")
_SEEN = 8_192


class MadeOf(Generic[M, V]):
    """The last value that was made of each object, and of what else went into it; `most` values.

    The object has to be the very same; the rest has to be equal.
    A value is kept from the second time on.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._seen = Seen(_SEEN)
        self._kept: OrderedDict[Hashable, tuple[M, tuple[Any, ...], V]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, made_of: M, beside: tuple[Any, ...], make: Callable[[], V]) -> V:
        """The value under the key, made anew where something else goes into it."""
        found = self._kept.get(key)
        if found is not None and found[0] is made_of and found[1] == beside:
            return found[2]
        value = make()
        with self._lock:
            if not self._seen.again(key):
                return value
            self._kept[key] = (made_of, beside, value)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return value
