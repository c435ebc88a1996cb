"""What came in and what was decided, how fast, and whether in the time that was promised."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from statistics import median
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Made:
    """A decision by a person. `opened_at` and `due_at` are those of the case that it ended, None
    where nothing waited; `reported_for` is its gravest reason, empty where nobody had reported.
    `is_overturned`: somebody else has undone it, or an appeal has.
    """

    comment_id: int
    moderator_id: int | None
    decided_at: datetime
    opened_at: datetime | None = None
    due_at: datetime | None = None
    reported_for: str = ""
    is_overturned: bool = False


@dataclass(slots=True)
class Share:
    """Decisions of one kind: how many, their hours from when a case opened, how many of those that
    were promised came in time, and how many were overturned.
    """

    number: int = 0
    hours: list[float] = field(default_factory=list)
    in_time: int = 0
    overturned: int = 0

    @property
    def median_hours(self) -> float | None:
        """Half of the cases were decided faster; None where nothing had waited."""
        return median(self.hours) if self.hours else None

    @property
    def kept(self) -> float | None:
        """Which part of the promises was kept, 0 to 1; None where nothing was promised."""
        return self.in_time / len(self.hours) if self.hours else None

    def add(self, made: Made) -> None:
        """Counts one more."""
        self.number += 1
        self.overturned += made.is_overturned
        if made.opened_at is not None and made.due_at is not None:
            self.hours.append((made.decided_at - made.opened_at).total_seconds() / 3600)
            self.in_time += made.decided_at <= made.due_at


@dataclass(frozen=True, slots=True)
class WorkDone:
    """What came in and was decided by day and by hour of the day (24 of them), and the decisions of
    each moderator (None: who has left) and for each reason of a report.
    """

    came: Mapping[date, int]
    decided: Mapping[date, int]
    came_by_hour: Sequence[int]
    decided_by_hour: Sequence[int]
    moderators: Mapping[int | None, Share]
    reasons: Mapping[str, Share]
    whole: Share


def work_done(
    made: Iterable[Made],
    waiting: Iterable[tuple[int, datetime]],
    *,
    since: datetime,
    zone: ZoneInfo,
) -> WorkDone:
    """Of these decisions since then; `waiting` are the comments whose cases still wait,
    with when these opened.

    A case that was decided upon twice before it was closed came in once, and was decided by the
    first of them. Days and hours are those of the zone's clock.
    """
    decisions = sorted(made, key=lambda it: it.decided_at)
    opened = {(it.comment_id, it.opened_at) for it in decisions if it.opened_at} | set(waiting)
    came = [moment for _, moment in opened if moment >= since]
    moderators: defaultdict[int | None, Share] = defaultdict(Share)
    reasons: defaultdict[str, Share] = defaultdict(Share)
    whole = Share()
    for it in _first_of_each(decisions):
        for share in (moderators[it.moderator_id], reasons[it.reported_for], whole):
            share.add(it)
    when = [it.decided_at for it in decisions]
    return WorkDone(
        _by_day(came, zone),
        _by_day(when, zone),
        _by_hour(came, zone),
        _by_hour(when, zone),
        dict(moderators),
        dict(reasons),
        whole,
    )


def _first_of_each(decisions: Iterable[Made]) -> Iterable[Made]:
    """The decisions, those without what waited that came after another on the same case."""
    seen: set[tuple[int, datetime]] = set()
    for it in decisions:
        if it.opened_at is None:
            yield it
        elif (it.comment_id, it.opened_at) not in seen:
            seen.add((it.comment_id, it.opened_at))
            yield it


def _by_day(moments: Iterable[datetime], zone: ZoneInfo) -> Mapping[date, int]:
    return Counter(moment.astimezone(zone).date() for moment in moments)


def _by_hour(moments: Iterable[datetime], zone: ZoneInfo) -> Sequence[int]:
    counted = Counter(moment.astimezone(zone).hour for moment in moments)
    return [counted[hour] for hour in range(24)]
