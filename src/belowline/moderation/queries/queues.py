"""The queues of the desk: questions about cases, with an order; and a page of each."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_noop as _

from belowline.accounts.queries.people import author_cards
from belowline.core.bulk_sql import select_rows
from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.moderation.models import Case, Decision, Reason
from belowline.moderation.queries.person_file import under_appeal
from belowline.moderation.queries.reasons import reason_title

PAGE = 50
MOST_COUNTED = 1_000
"""As many cases of a queue are counted."""


class Queue(StrEnum):
    """What waits, by why it does, and what is done."""

    NOW = "now"
    REPORTED = "reported"
    HELD = "held"
    ESCALATED = "escalated"
    FLAGGED = "flagged"
    MINE = "mine"
    DONE = "done"

    @property
    def label(self) -> str:
        """Its name, in English."""
        return _LABELS[self]


_LABELS = {
    Queue.NOW: _("All waiting"),
    Queue.REPORTED: _("Reported"),
    Queue.HELD: _("Held"),
    Queue.ESCALATED: _("Escalated"),
    Queue.FLAGGED: _("Flagged by a rule"),
    Queue.MINE: _("Assigned to me"),
    Queue.DONE: _("Done"),
}
WAITING = {
    Queue.NOW: Q(),
    Queue.REPORTED: Q(is_reported=True),
    Queue.HELD: Q(is_held=True),
    Queue.ESCALATED: Q(is_escalated=True),
    Queue.FLAGGED: Q(is_flagged=True),
}
"""Which of the cases that are open wait there."""


@dataclass(frozen=True, slots=True)
class CaseCard:
    """A case in a list. `reason` and `outcome` are English words, empty where there is none;
    `claimant` is who has it open now. `due_at` is when it should have been decided.
    """

    id: int
    comment_id: int
    is_open: bool
    is_reported: bool
    is_held: bool
    is_escalated: bool
    is_flagged: bool
    reports: int
    reason: str
    opened_at: datetime
    due_at: datetime
    is_late: bool
    assignee: str
    claimant_id: int | None
    claimant: str
    decision_id: int | None
    outcome: str
    decided_for: str
    decided_by: str
    decided_at: datetime | None

    @property
    def ref(self) -> str:
        """The id as addresses write it."""
        return encode(self.id)

    @property
    def decision_ref(self) -> str:
        """The last decision's id as addresses write it; empty: there is none."""
        return encode(self.decision_id) if self.decision_id else ""


@dataclass(frozen=True, slots=True)
class QueuePage:
    """Cases in the order of the queue; `after` asks for what follows, and is empty at its end."""

    cases: Sequence[CaseCard]
    after: str


def queue_page(
    queue: Queue, *, publication_id: int, person_id: int, after_id: int | None = None
) -> QueuePage:
    """A page of a queue, as this member of the staff has it; behind the case `after_id`, or the
    first. It costs as many rows of an index as the page has, however much waits.
    """
    rows = _rows(queue, publication_id, person_id)
    last = publications_case(after_id, publication_id) if after_id else None
    if last is not None:
        rows = rows.filter(behind(queue, last))
    found = list(rows[: PAGE + 1])
    after = encode(found[PAGE - 1].id) if len(found) > PAGE else ""
    return QueuePage(case_cards(found[:PAGE]), after)


def queue_counts(*, publication_id: int, person_id: int) -> Mapping[Queue, int]:
    """How many cases wait in each queue; 1,000 says that there are as many or more."""
    waiting = [queue for queue in Queue if queue is not Queue.DONE]
    return {
        queue: _rows(queue, publication_id, person_id).order_by()[:MOST_COUNTED].count()
        for queue in waiting
    }


def case_card(*, publication_id: int, case_id: int) -> CaseCard | None:
    """The publication's case with this id."""
    case = publications_case(case_id, publication_id)
    return case_cards([case])[0] if case else None


def cases_of_comments(comment_ids: Collection[int], *, publication_id: int) -> Mapping[int, str]:
    """The refs of the cases of those of these comments that have one, by comment."""
    rows = select_rows(Case, ["id", "publication_id", "comment_id"], comment_id=comment_ids)
    return {comment_id: encode(key) for key, owner, comment_id in rows if owner == publication_id}


def case_of_decision(*, publication_id: int, decision_id: int) -> CaseCard | None:
    """The case of the comment that this decision of the publication's is about."""
    decision = Decision.objects.filter(pk=decision_id).first()
    case = Case.objects.filter(comment=decision.comment_id).first() if decision else None
    return case_cards([case])[0] if case and case.publication_id == publication_id else None


def cards_of(case_ids: Sequence[int], *, publication_id: int) -> list[CaseCard]:
    """Those of these cases that are the publication's."""
    rows = Case.objects.filter(pk__in=case_ids)
    return case_cards([case for case in rows if case.publication_id == publication_id])


def _rows(queue: Queue, publication_id: int, person_id: int) -> QuerySet[Case]:
    if queue is Queue.DONE:
        done = Case.objects.filter(
            publication=publication_id, is_open=False, decided_at__isnull=False
        )
        return done.order_by("-decided_at", "-id")
    if queue is Queue.MINE:
        rows = Case.objects.filter(assignee=person_id, publication=publication_id, is_open=True)
    else:
        rows = Case.objects.filter(WAITING[queue], publication=publication_id, is_open=True)
    return rows.order_by("urgent_at", "id")


def behind(queue: Queue, last: Case) -> Q:
    """What comes after this case in the queue's order."""
    if queue is Queue.DONE:
        moment = last.decided_at or now()
        return Q(decided_at__lte=moment) & (Q(decided_at__lt=moment) | Q(id__lt=last.id))
    return Q(urgent_at__gte=last.urgent_at) & (Q(urgent_at__gt=last.urgent_at) | Q(id__gt=last.id))


def publications_case(case_id: int, publication_id: int) -> Case | None:
    """The publication's case with this id."""
    case = Case.objects.filter(pk=case_id).first()
    return case if case and case.publication_id == publication_id else None


def case_cards(cases: Sequence[Case]) -> list[CaseCard]:
    """These cases as lists show them."""
    moment = now()
    decisions = Decision.objects.in_bulk([it.decision_id for it in cases if it.decision_id])
    hidden = under_appeal(list(decisions))
    holders = {
        it.id: it.claimed_by_id
        for it in cases
        if it.claimed_by_id and it.claimed_until and it.claimed_until > moment
    }
    people = {it.assignee_id for it in cases} | {it.moderator_id for it in decisions.values()}
    names = author_cards({key for key in {*people, *holders.values()} if key})

    def name(key: int | None) -> str:
        return names[key].name if key in names else ""

    cards = []
    for it in cases:
        decision = decisions.get(it.decision_id) if it.decision_id else None
        holder = holders.get(it.id)
        cards.append(
            CaseCard(
                id=it.id,
                comment_id=it.comment_id,
                is_open=it.is_open,
                is_reported=it.is_reported,
                is_held=it.is_held,
                is_escalated=it.is_escalated,
                is_flagged=it.is_flagged,
                reports=it.reports,
                reason=str(Reason(it.reason).label) if it.reason else "",
                opened_at=it.opened_at,
                due_at=it.due_at,
                is_late=it.is_open and it.due_at < moment,
                assignee=name(it.assignee_id),
                claimant_id=holder,
                claimant=name(holder),
                decision_id=it.decision_id,
                outcome=str(Decision.Outcome(decision.outcome).label) if decision else "",
                decided_for=reason_title(decision.reason, publication_id=it.publication_id)
                if decision and decision.reason
                else "",
                decided_by=name(decision.moderator_id)
                if decision and decision.id not in hidden
                else "",
                decided_at=it.decided_at,
            )
        )
    return cards
