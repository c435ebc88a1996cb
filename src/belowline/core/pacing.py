"""How fast is too fast, from the times at which somebody did it before."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from belowline.core.clock import now
from belowline.core.refusals import TooMany


def check_pace(
    times: Iterable[datetime | None], limits: Sequence[tuple[int, timedelta]], sentence: str
) -> None:
    """Raises TooMany where any limit (how many, in which period) is used up.

    `times` are those of the latest acts, newest first; `{wait}` in the sentence becomes the
    time until the next one is welcome.
    """
    known = [moment for moment in times if moment is not None]
    for most, period in limits:
        if len(known) >= most:
            wait = (known[most - 1] + period - now()).total_seconds()
            if wait > 0:
                raise TooMany(sentence.format(wait=_words(wait)), retry_after=int(wait) + 1)


def _words(seconds: float) -> str:
    if seconds < 60:
        return f"{int(seconds) + 1} seconds"
    minutes = int(seconds // 60) + 1
    if minutes < 120:
        return "a minute" if minutes == 1 else f"{minutes} minutes"
    hours = minutes // 60 + 1
    return f"{hours} hours" if hours < 48 else f"{hours // 24 + 1} days"
