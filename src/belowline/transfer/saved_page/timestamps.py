"""Gives every comment of a saved page a place in time, most of whose times are lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

_STEP = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Known:
    """A time that is known; `is_fixed` where a comment has its place there already."""

    at: datetime
    is_fixed: bool = False


def moments(published_at: datetime, known: Sequence[Known | None]) -> list[datetime]:
    """Ascending moments for comments in their order (oldest first).

    A known time is kept where the order allows it, a fixed one always where the fixed ones ascend.
    The others, which nobody is shown, lie evenly between their known neighbours, or a second apart
    behind the last one.
    """
    result: list[datetime] = []
    last = _beginning(published_at, known)
    gap = 0
    for each in known:
        gap += 1
        if each is None:
            continue
        room = each.at - last
        if room > _STEP * gap or (each.is_fixed and room > timedelta()):
            result.extend(last + room / gap * number for number in range(1, gap))
            result.append(each.at)
            last, gap = each.at, 0
        else:
            result.extend(last + _STEP * number for number in range(1, gap + 1))
            last, gap = result[-1], 0
    result.extend(last + _STEP * number for number in range(1, gap + 1))
    return result


def _beginning(published_at: datetime, known: Sequence[Known | None]) -> datetime:
    """The moment behind which they begin: before those that have their places already."""
    for number, each in enumerate(known, start=1):
        if each is not None and each.is_fixed:
            return min(published_at, each.at - _STEP * number)
    return published_at
