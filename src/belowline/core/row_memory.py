"""Remembers rows with the objects that were made of them: most of a page's rows are as before."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from sys import getsizeof
from threading import Lock
from typing import Any, Generic, TypeVar

from belowline.core.seen import Seen

M = TypeVar("M")
V = TypeVar("V")
Row = tuple[Any, ...]
_SEEN = 8_192
_AROUND = 2_500
"""Bytes, about, of a row and its object without its texts."""


class RowMemory(Generic[M]):
    """Objects by the first column of their rows, for many threads; `most` is in bytes.

    A row is compared with the one that the object was made of, so that nothing is ever out of
    date. It is kept from the second time on. Whoever gets an object must not change it.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0
        self._seen = Seen(_SEEN)
        self._kept: OrderedDict[Any, tuple[Row, M]] = OrderedDict()
        self._lock = Lock()

    @property
    def size(self) -> int:
        """Bytes held, about."""
        return self._size

    def objects(self, rows: Sequence[Row], make: Callable[[list[Row]], list[M]]) -> list[M]:
        """The object of each row; `make` makes those that are not known."""
        with self._lock:
            found = [self._kept.get(row[0]) for row in rows]
        pairs = zip(rows, found, strict=True)
        new = [row for row, it in pairs if it is None or it[0] != row]
        made = dict(zip((row[0] for row in new), make(new), strict=True)) if new else {}
        with self._lock:
            for row in new:
                if self._seen.again(row[0]):
                    self._put(row, made[row[0]])
            for row, it in zip(rows, found, strict=True):
                if it is not None and row[0] in self._kept:
                    self._kept.move_to_end(row[0])
        return [
            made[row[0]] if row[0] in made else it[1]  # type: ignore[index]  # known, or made
            for row, it in zip(rows, found, strict=True)
        ]

    def _put(self, row: Row, made: M) -> None:
        before = self._kept.pop(row[0], None)
        self._size += _weight(row) - (_weight(before[0]) if before else 0)
        self._kept[row[0]] = (row, made)
        while self._size > self._most:
            _, (gone, _) = self._kept.popitem(last=False)
            self._size -= _weight(gone)


def _weight(row: Row) -> int:
    return _AROUND + sum(getsizeof(value) for value in row if isinstance(value, str))


class MadeOf(Generic[M, V]):
    """The last value that was made of each object, and of what else went into it; `most` values.

    The object has to be the very same, such as a RowMemory gives again; the rest has to be equal.
    A value is kept from the second time on.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._seen = Seen(_SEEN)
        self._kept: OrderedDict[int, tuple[M, Row, V]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: int, made_of: M, beside: Row, make: Callable[[], V]) -> V:
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
