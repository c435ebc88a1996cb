"""The ladder: what stands against a person, what it adds up to, and what that recommends.

It is worked out from the decisions each time: an undone one is not there, and no sum can be wrong.
"""

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from belowline.core.bulk_sql import select_rows
from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.discussion.models import Comment
from belowline.moderation.models import Appeal, Decision, ReasonVersion
from belowline.moderation.queries.points import LIFE, Item, Step, Strike, items_of, step_at
from belowline.moderation.queries.reasons import reason_title
from belowline.moderation.queries.shipped_reasons import SHIPPED
from belowline.newsroom.queries.publications import zone_of

_Outcome = Decision.Outcome
_STRIKES = (_Outcome.REMOVED, _Outcome.HIDDEN, _Outcome.WARNED)
_REVERSED = (Appeal.Result.PARTLY, Appeal.Result.REVERSED)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class LadderItem:
    """One line of the sum; `outcome` and the like are as in models.Decision."""

    ref: str
    outcome: str
    reason: str
    severity: int
    times: int
    points: int
    at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Ladder:
    """What counts, the oldest first, and its sum; what it recommends (`step`, None: nothing), and
    how many days of suspension were served already.
    """

    items: Sequence[LadderItem]
    points: int
    step: Step | None
    served: int

    @property
    def word(self) -> str:
        """What is recommended, in English; empty: nothing."""
        return str(Decision.Outcome(self.step.outcome).label) if self.step else ""


def ladder(*, person_id: int, publication_id: int, at: datetime | None = None) -> Ladder:
    """How this person stands at the publication now."""
    moment = at or now()
    decisions = _standing(person_id, publication_id, moment)
    strikes = _strikes(decisions, publication_id)
    items = items_of(strikes, at=moment)
    points = sum(it.points for it in items)
    served = _served(person_id, publication_id, moment)
    outcomes = {it.id: str(_Outcome(it.outcome).label) for it in decisions}
    return Ladder(
        [_line(it, outcomes[it.strike.decision_id], publication_id) for it in items],
        points,
        step_at(points, served=served),
        served,
    )


def _line(item: Item, outcome: str, publication_id: int) -> LadderItem:
    strike = item.strike
    return LadderItem(
        ref=encode(strike.decision_id),
        outcome=outcome,
        reason=reason_title(strike.reason, publication_id=publication_id),
        severity=strike.severity,
        times=item.times,
        points=item.points,
        at=strike.at,
        ends_at=item.ends_at,
    )


def _standing(person_id: int, publication_id: int, moment: datetime) -> list[Decision]:
    """What was decided against them lately and was neither undone nor made good since."""
    lately = Decision.objects.filter(
        person=person_id, publication=publication_id, decided_at__gt=moment - LIFE, undone_by=None
    ).order_by("id")
    rows = list(
        lately.exclude(reason="")
        .filter(outcome__in=_STRIKES)
        .exclude(Q(appeal__result__in=_REVERSED))
    )
    back: dict[int, int] = {}
    made_good = lately.filter(outcome=_Outcome.RESTORED)
    for comment_id, decision_id in made_good.values_list("comment_id", "id"):
        back[comment_id or 0] = decision_id
    return [it for it in rows if back.get(it.comment_id or 0, 0) < it.id]


def _strikes(decisions: Collection[Decision], publication_id: int) -> list[Strike]:
    severities = _severities(publication_id) if decisions else {}
    zone = zone_of(publication_id) if decisions else None
    comments = {key for it in decisions if (key := it.comment_id or it.occasion_id)}
    threads = dict(select_rows(Comment, ["id", "thread_id"], id=comments))
    strikes = []
    for it in decisions:
        shipped = SHIPPED.get(it.reason)
        known = severities.get((it.reason, it.reasons_version))
        thread_id = threads.get(it.comment_id or it.occasion_id or 0)
        place: Hashable = (thread_id, it.decided_at.astimezone(zone).date())
        severity = known if known is not None else shipped.severity if shipped else 0
        strikes.append(Strike(it.id, it.decided_at, it.reason, severity, place))
    return strikes


def _severities(publication_id: int) -> dict[tuple[str, int], int]:
    rows = ReasonVersion.objects.filter(reason__publication=publication_id)
    found = rows.values_list("reason__code", "number", "severity")
    return {(code, number): severity for code, number, severity in found}


def _served(person_id: int, publication_id: int, moment: datetime) -> int:
    """Whole days of suspension within the last LIFE, of suspensions that were reversed as well."""
    start = moment - LIFE
    rows = Decision.objects.filter(
        person=person_id, publication=publication_id, outcome=_Outcome.SUSPENDED
    ).prefetch_related("undone_by", "lifted_by__undone_by")
    days = timedelta()
    last = start
    for it in rows.filter(ends_at__gt=start).order_by("decided_at"):
        ends = [moment, it.ends_at, *(by.decided_at for by in _ends(it))]
        until = min(end for end in ends if end is not None)
        begin = max(it.decided_at, last)
        days += max(until - begin, timedelta())
        last = max(last, until)
    return days // _DAY


def _ends(decision: Decision) -> list[Decision]:
    standing = [it for it in decision.lifted_by.all() if not it.undone_by.all()]
    return [*decision.undone_by.all(), *standing]
