"""How urgent a case is: what it is about, how much the reports weigh, and what was promised."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log10

from belowline.moderation.models import Reason

PROMISES: dict[str, timedelta] = {
    Reason.THREAT: timedelta(hours=1),
    Reason.ILLEGAL: timedelta(hours=2),
    Reason.HATE: timedelta(hours=6),
    Reason.ATTACK: timedelta(hours=12),
    Reason.SPAM: timedelta(hours=12),
    Reason.FALSE: timedelta(hours=24),
    Reason.OFF_TOPIC: timedelta(hours=24),
    Reason.OTHER: timedelta(hours=24),
}
"""Within what time a report is to be decided upon, by its reason; the gravest first."""
HELD_PROMISE = timedelta(hours=4)
"""The same for a comment that nobody sees until then: its author waits."""
FIRST_PROMISE = timedelta(hours=24)
"""And for what only waits because a newcomer wrote it."""
FIRST = frozenset({Reason.THREAT})
"""Reasons that come before everything else: somebody's life may be at stake."""
_AHEAD = timedelta(days=365)
_MOST_WEIGHT = 10.0
_TENFOLD = 0.1
_MOST_SHARE = 0.5
"""Which part of the time that is left each tenfold of reads takes, and the most that they take."""
HEADWAY = timedelta(minutes=15)
NEAR = timedelta(minutes=10)
"""Nothing is moved up to less than `HEADWAY` from now, and what has come as near as `NEAR` is put
back: what runs out before then stays before it.
"""
_RANK = {reason: rank for rank, reason in enumerate(PROMISES)}


@dataclass(frozen=True, slots=True)
class OpenReport:
    """A report that waits: its reason, since when, and how much its reporter's word weighs."""

    reason: str
    reported_at: datetime
    weight: float


@dataclass(frozen=True, slots=True)
class Urgency:
    """The gravest reason (empty: none), when it was promised to be decided by, and the moment by
    which cases are ordered.
    """

    reason: str
    due_at: datetime
    urgent_at: datetime


def urgency_of(
    *,
    opened_at: datetime,
    held_at: datetime | None,
    reports: Iterable[OpenReport],
    otherwise: timedelta,
) -> Urgency:
    """How urgent a case is that has waited since `opened_at`; what was promised `otherwise` counts
    where it is neither held nor reported.

    Every report gives a moment: when its promise runs out. Together they weigh what their
    reporters' words weigh; twice the weight halves the time that is left to the gravest, and less
    than one report's weight gives no more time than was promised.
    """
    known = list(reports)
    due = [it.reported_at + PROMISES[Reason(it.reason)] for it in known]
    if held_at is not None:
        due.append(held_at + HELD_PROMISE)
    due_at = min(due, default=opened_at + otherwise)
    weight = min(max(sum(it.weight for it in known), 1.0), _MOST_WEIGHT)
    urgent_at = opened_at + max(due_at - opened_at, timedelta()) / weight
    reason = min((it.reason for it in known), key=lambda it: _RANK[Reason(it)], default="")
    if reason in FIRST:
        urgent_at -= _AHEAD
    return Urgency(reason, due_at, urgent_at)


def moved_up(calm_at: datetime, *, reads: int, reason: str, moment: datetime) -> datetime | None:
    """Where a case stands that would be urgent at `calm_at` and was read so often, seen from this
    moment; None: where it stood.

    Ten reads take a tenth of the time that is left, a hundred two tenths, and so on to a half: by
    the logarithm, since what articles are read differs by powers of ten. Half of the time is what
    the next graver promise has, so that nothing is moved before what is graver and as old.
    """
    ahead = _AHEAD if reason in FIRST else timedelta()
    left = calm_at + ahead - moment
    moved = left * (1 - min(_TENFOLD * log10(1 + reads), _MOST_SHARE))
    moved = max(moved, HEADWAY)
    return moment + moved - ahead if moved < left else None


def due_to_be_put_back(moment: datetime) -> tuple[tuple[datetime, datetime], ...]:
    """Between which moments cases stand that were moved up and have come too near: those that come
    before everything, and the others.
    """
    near = moment + NEAR
    return (near - _AHEAD * 1.5, near - _AHEAD), (near - _AHEAD / 2, near)


def weight_of(*, right: int, wrong: int) -> float:
    """How much a reporter's word weighs, by how their reports were decided: 1 for a newcomer, up
    to 2 for one who is always right, towards 0 for one who never is (Laplace's rule, doubled).
    """
    return 2 * (right + 1) / (right + wrong + 2)
