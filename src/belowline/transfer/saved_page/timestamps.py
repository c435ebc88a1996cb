"""Gives every comment of a saved page a place in time, most of whose times are lost."""

from collections.abc import Sequence
from datetime import datetime, timedelta

_STEP = timedelta(seconds=1)


def moments(published_at: datetime, known: Sequence[datetime | None]) -> list[datetime]:
    """Strictly ascending moments for comments in their order (oldest first).

    A known time is kept where the order allows it. The others, which nobody is shown, lie
    evenly between their known neighbours, or a second apart behind the last one.
    """
    result: list[datetime] = []
    last = published_at
    gap: int = 0
    for moment in known:
        gap += 1
        if moment is not None and moment - last > _STEP * gap:
            step = (moment - last) / gap
            result.extend(last + step * number for number in range(1, gap))
            result.append(moment)
            last, gap = moment, 0
        elif moment is not None:
            result.extend(last + _STEP * number for number in range(1, gap + 1))
            last, gap = result[-1], 0
    result.extend(last + _STEP * number for number in range(1, gap + 1))
    return result
