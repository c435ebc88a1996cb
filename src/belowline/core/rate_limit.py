"""How fast is too fast, from the times at which somebody did it before."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.utils.translation import ngettext

from belowline.core.clock import now
from belowline.core.refusals import TooMany


def check_rate_limit(
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
    minutes = int(seconds // 60) + 1
    hours = minutes // 60 + 1
    if seconds < 60:
        n = int(seconds) + 1
        return ngettext("%(n)s second", "%(n)s seconds", n) % {"n": n}
    if minutes < 120:
        return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
    if hours < 48:
        return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
    days = hours // 24 + 1
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
