"""Points: how grave what somebody did lately was, by how often; and what they recommend."""

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from belowline.moderation.models import Decision

LIFE = timedelta(days=90)
"""After this, what somebody did counts no more."""
MOST_TIMES = 3
"""The third time for the same reason, and each later one, counts three times."""
_Outcome = Decision.Outcome


@dataclass(frozen=True, slots=True)
class Strike:
    """A decision against somebody that stands: for which reason (a code), how grave that is, and
    where; what happened at one `place` (one discussion on one day) is one affair.
    """

    decision_id: int
    at: datetime
    reason: str
    severity: int
    place: Hashable


@dataclass(frozen=True, slots=True)
class Item:
    """A strike that counts, the how manieth for its reason it is, and what it gives until when."""

    strike: Strike
    times: int
    points: int
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """What is recommended from so many points on; `days` where it is for a while."""

    points: int
    outcome: str
    days: int = 0


STEPS = (
    Step(1, _Outcome.REMINDED),
    Step(4, _Outcome.WARNED),
    Step(7, _Outcome.SLOWED, 7),
    Step(10, _Outcome.CHECKED, 7),
    Step(14, _Outcome.SUSPENDED, 1),
    Step(20, _Outcome.SUSPENDED, 7),
    Step(30, _Outcome.SUSPENDED, 30),
    Step(45, _Outcome.CLOSED),
)


def items_of(strikes: Iterable[Strike], *, at: datetime) -> list[Item]:
    """Those of the strikes that count at this moment, the oldest first: of each affair the gravest,
    and none that has expired.
    """
    gravest: dict[Hashable, Strike] = {}
    for strike in sorted(strikes, key=lambda it: (it.at, it.decision_id)):
        if strike.at + LIFE > at:
            before = gravest.get(strike.place)
            if before is None or strike.severity > before.severity:
                gravest[strike.place] = strike
    times: Counter[str] = Counter()
    items = []
    for strike in sorted(gravest.values(), key=lambda it: (it.at, it.decision_id)):
        times[strike.reason] += 1
        factor = min(times[strike.reason], MOST_TIMES)
        items.append(Item(strike, factor, factor * strike.severity, strike.at + LIFE))
    return items


def step_at(points: int, *, served: int = 0) -> Step | None:
    """What so many points recommend, less the days of suspension that were served already; None
    where nothing is left to do.
    """
    reached = [step for step in STEPS if step.points <= points]
    if not reached:
        return None
    step = reached[-1]
    if step.outcome != _Outcome.SUSPENDED:
        return step
    left = step.days - served
    return Step(step.points, step.outcome, left) if left > 0 else None
