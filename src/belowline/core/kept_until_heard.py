"""Values within a bound of bytes, each kept until something is heard of what it was made from.

For what is asked for by the thousand, where `kept` is for what is few: what comes only once is not
kept, and what was not used for the longest goes first.
"""

from collections.abc import Callable, Hashable
from time import monotonic
from typing import Generic, NamedTuple, TypeVar

from belowline.core.kept import LONGEST, heard, is_untouched
from belowline.core.seen import Seen
from belowline.core.weighed_cache import WeighedCache

V = TypeVar("V")
_SEEN = 4_096


class _Entry(NamedTuple, Generic[V]):
    value: V
    names: tuple[str, ...]
    since: int
    until: float


class KeptUntilHeard(Generic[V]):
    """`most` and what `weigh` says of a value are in bytes.

    Whoever makes a value asks `since` before reading anything that goes into it, and hands it to
    `keep`: what was heard of meanwhile may be newer than what was read.
    """

    def __init__(self, most: int, weigh: Callable[[V], int]) -> None:
        self._kept: WeighedCache[_Entry[V]] = WeighedCache(
            most, lambda _, entry: weigh(entry.value), seen=Seen(_SEEN)
        )

    def since(self) -> int | None:
        """The moment for `keep`; None in a process that hears of nothing and so keeps nothing."""
        return heard()

    def find(self, key: Hashable) -> V | None:
        """The value under the key while nothing was heard of its names, for a minute at most."""
        entry = self._kept.find(key)
        if entry is None or entry.until <= monotonic():
            return None
        return entry.value if is_untouched(entry.since, entry.names) else None

    def keep(
        self,
        key: Hashable,
        value: V,
        *names: str,
        since: int | None,
        until: float | None = None,
        seen_as: Hashable = None,
    ) -> None:
        """Keeps what was made from these names, as events invalidate them; `until` is a time of
        `monotonic`, for a value that holds older ones, and `seen_as` as WeighedCache has it.
        """
        if since is not None:
            ends = monotonic() + LONGEST if until is None else until
            self._kept.keep(key, _Entry(value, names, since, ends), seen_as=seen_as)
