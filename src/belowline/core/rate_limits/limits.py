"""What a limit is, and the one way in which it is checked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import ngettext

from belowline.core.clock import now
from belowline.core.refusals import TooMany


@dataclass(frozen=True, slots=True)
class Limit:
    """How many acts of a kind are welcome in which period.

    Whoever does more is told the sentence; `{wait}` in it becomes the time until the next act is
    welcome.
    """

    name: str
    most: int
    period: timedelta
    sentence: str | Promise

    def times(self, factor: int) -> "Limit":
        """The limit of those for whom so many times as much is welcome."""
        return Limit(self.name, factor * self.most, self.period, self.sentence)


class Pace(Protocol):
    """How fast many people are, whose acts are written together (`rows`, `counts`)."""

    def check(self, person_id: int, *, times: int) -> None:
        """Raises TooMany where this person has used a limit up."""


class Acts(Protocol):
    """What somebody did lately, wherever it is counted (`rows`, `counter`)."""

    def full_until(self, limit: Limit) -> datetime | None:
        """Until when the limit is used up; None where one more act is welcome."""


def check_limits(limits: Iterable[Limit], acts: Acts, *, times: int = 1) -> None:
    """Lets an act pass, or raises TooMany for the first limit that is used up.

    `times` is how many times as much as usual is welcome.
    """
    for limit in limits:
        until = acts.full_until(limit.times(times))
        if until is not None:
            wait = max((until - now()).total_seconds(), 0)
            sentence = str(limit.sentence).format(wait=_words(wait))
            raise TooMany(sentence, retry_after=int(wait) + 1)


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
