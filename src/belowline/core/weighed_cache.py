"""Keeps what is costly to make within a bound of bytes: least recently used out first."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

from belowline.core.seen import Seen

V = TypeVar("V")


class WeighedCache(Generic[V]):
    """Values by key, for many threads. `most` and what `weigh` says of a value are in bytes.

    With `seen`, only what comes again is kept: the same key, or another that is `seen_as` the same.
    """

    def __init__(
        self, most: int, weigh: Callable[[Hashable, V], int], *, seen: Seen | None = None
    ) -> None:
        self._seen = seen
        self._most = most
        self._weigh = weigh
        self._size = 0
        self._kept: OrderedDict[Hashable, tuple[V, int]] = OrderedDict()
        self._lock = Lock()

    @property
    def size(self) -> int:
        """Bytes held, as they were weighed."""
        return self._size

    def get(
        self,
        key: Hashable,
        make: Callable[[], V],
        *,
        still: Callable[[V], bool] | None = None,
        seen_as: Hashable = None,
    ) -> V:
        """The value under the key, made where there is none, or one that is not `still` true.

        Whatever `make` or `still` raises is raised.
        """
        found = self.find(key)
        if found is not None and (still is None or still(found)):
            return found
        value = make()
        self.keep(key, value, seen_as=seen_as)
        return value

    def find(self, key: Hashable) -> V | None:
        """What is kept under the key; it counts as used."""
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return None
            self._kept.move_to_end(key)
            return found[0]

    def keep(self, key: Hashable, value: V, *, seen_as: Hashable = None) -> None:
        """Keeps the value in place of what was there, if it is worth it."""
        if self._seen is not None and not self._seen.again(key if seen_as is None else seen_as):
            return
        weight = self._weigh(key, value)
        with self._lock:
            self._size += weight - self._kept.pop(key, (value, 0))[1]
            self._kept[key] = (value, weight)
            while self._size > self._most:
                self._size -= self._kept.popitem(last=False)[1][1]
