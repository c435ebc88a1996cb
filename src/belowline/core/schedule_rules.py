"""When scheduled work comes again: after so long, or at a time of day where a publication is."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

EVERY_DAY = frozenset(range(1, 8))
_EVERY, _DAILY = "every", "daily"


class Rule(Protocol):
    """Says when the next time is, and how that is written in a row."""

    def next_after(self, moment: datetime) -> datetime:
        """The first time after the moment; both aware."""

    def written(self) -> str:
        """The rule as `rule_of` reads it."""


@dataclass(frozen=True, slots=True)
class Every:
    """So long after the last time."""

    period: timedelta

    def next_after(self, moment: datetime) -> datetime:
        """A Rule's."""
        return moment + self.period

    def written(self) -> str:
        """A Rule's."""
        return f"{_EVERY} {int(self.period.total_seconds())}"


@dataclass(frozen=True, slots=True)
class Daily:
    """At a time of day in a zone, on some days of the week (1 is Monday).

    A time that the clocks leave out in spring comes as much later as they are put forward; one
    that they have twice in autumn comes the first time.
    """

    at: time
    zone: str
    days: frozenset[int] = EVERY_DAY

    def next_after(self, moment: datetime) -> datetime:
        """A Rule's. In UTC."""
        zone = ZoneInfo(self.zone)
        today = moment.astimezone(zone).date()
        coming = (today + timedelta(days=ahead) for ahead in range(9))
        return next(
            time_of
            for day in coming
            if day.isoweekday() in self.days
            and (time_of := datetime.combine(day, self.at, zone).astimezone(UTC)) > moment
        )

    def written(self) -> str:
        """A Rule's."""
        return f"{_DAILY} {self.at:%H:%M} {self.zone} {''.join(map(str, sorted(self.days)))}"


def rule_of(text: str) -> Rule:
    """The rule that was written so. Raises ValueError for anything else."""
    match text.split(" "):
        case [kind, seconds] if kind == _EVERY and int(seconds) > 0:
            return Every(timedelta(seconds=int(seconds)))
        case [kind, at, zone, days] if kind == _DAILY and days:
            return Daily(time.fromisoformat(at), ZoneInfo(zone).key, frozenset(map(int, days)))
    raise ValueError(f"{text} is no rule of a schedule.")
