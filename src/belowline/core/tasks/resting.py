"""Long work beside a serving process: a little at a time, with rests in between."""

from collections.abc import Iterable, Iterator
from time import perf_counter, sleep
from typing import TypeVar

T = TypeVar("T")
_SHARE = 0.25
_LONGEST = 0.5


def with_rests(pieces: Iterable[T]) -> Iterator[T]:
    """Each piece of the work, and a rest after it that is three times as long as the piece took.

    Whoever works holds the interpreter, and beside SQLite the right to write, for a piece at the
    most. A rest takes half a second at the most.
    """
    for piece in pieces:
        begun = perf_counter()
        yield piece
        sleep(min((perf_counter() - begun) * (1 / _SHARE - 1), _LONGEST))
