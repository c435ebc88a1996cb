"""The queues of the desk: questions about cases, with an order; and a page of each."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from heapq import merge
from itertools import islice

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_noop as _

from belowline.core.bulk_sql import select_rows
from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.moderation.models import Case, Decision, Reason
from belowline.moderation.queries.case_cards import CaseCard, case_cards

PAGE = 50
MOST_COUNTED = 1_000
"""As many cases of a queue are counted."""


class Queue(StrEnum):
    """What waits, by why it does, and what is done."""

    NOW = "now"
    REPORTED = "reported"
    HELD = "held"
    NEWCOMERS = "newcomers"
    MINE = "mine"
    ESCALATED = "escalated"
    FLAGGED = "flagged"
    DONE = "done"

    @property
    def label(self) -> str:
        """Its name, in English."""
        return _LABELS[self]

    @property
    def letter(self) -> str:
        """The key that leads there, after G: the first letter, or W for what is new."""
        return "w" if self is Queue.NEWCOMERS else self.value[0]


_LABELS = {
    Queue.NOW: _("All waiting"),
    Queue.REPORTED: _("Reported"),
    Queue.HELD: _("Held"),
    Queue.NEWCOMERS: _("Newcomers"),
    Queue.MINE: _("Assigned to me"),
    Queue.ESCALATED: _("Escalated"),
    Queue.FLAGGED: _("Flagged by a rule"),
    Queue.DONE: _("Done"),
}
WAITING = {
    Queue.NOW: Q(),
    Queue.REPORTED: Q(is_reported=True),
    Queue.HELD: Q(is_held=True),
    Queue.NEWCOMERS: Q(is_newcomers=True),
    Queue.ESCALATED: Q(is_escalated=True),
    Queue.FLAGGED: Q(is_flagged=True),
}
"""Which of the cases that are open wait there."""
SHOWN_IN_ANY_CASE = frozenset({Queue.ESCALATED, Queue.MINE, Queue.DONE})
"""Queues from which nothing is set aside."""
_OF_EVERY_REASON = {
    Queue.NOW: ("", *Reason.values),
    Queue.REPORTED: tuple(Reason.values),
}
"""Queues whose cases can have these reasons, each of which has an index of its own."""


@dataclass(frozen=True, slots=True)
class QueuePage:
    """Cases in the order of the queue; `after` asks for what follows, and is empty at its end."""

    cases: Sequence[CaseCard]
    after: str


def queue_page(
    queue: Queue,
    *,
    publication_id: int,
    person_id: int,
    after_id: int | None = None,
    aside: Collection[str] = (),
) -> QueuePage:
    """A page of a queue, as this member of the staff has it, without the reasons that they have set
    aside; behind the case `after_id`, or the first.

    It costs as many rows of an index as the page has, however much waits: where reasons are set
    aside, each of the others is asked for by its index.
    """
    last = publications_case(after_id, publication_id) if after_id else None
    further = behind(queue, last) if last is not None else Q()
    parts = [it.filter(further) for it in _parts(queue, publication_id, person_id, aside)]
    return merged_page(parts) if len(parts) > 1 else page_of(list(parts[0][: PAGE + 1]))


def merged_page(parts: Sequence[QuerySet[Case]]) -> QueuePage:
    """The most urgent of these cases, which are of sets that exclude one another."""
    first = [it.order_by("urgent_at", "id")[: PAGE + 1] for it in parts]
    return page_of(list(islice(merge(*first, key=lambda it: (it.urgent_at, it.id)), PAGE + 1)))


def page_of(found: Sequence[Case]) -> QueuePage:
    """The page of these cases, of which there is one too many where more follow."""
    after = encode(found[PAGE - 1].id) if len(found) > PAGE else ""
    return QueuePage(case_cards(found[:PAGE]), after)


def queue_counts(
    *, publication_id: int, person_id: int, aside: Collection[str] = ()
) -> Mapping[Queue, int]:
    """How many cases wait in each queue; 1,000 says that there are as many or more."""
    waiting = [queue for queue in Queue if queue is not Queue.DONE]
    return {queue: counted(_parts(queue, publication_id, person_id, aside)) for queue in waiting}


def counted(parts: Sequence[QuerySet[Case]]) -> int:
    """How many cases these are, which exclude one another; 1,000 for as many or more."""
    numbers = (it.order_by()[:MOST_COUNTED].count() for it in parts)
    return min(sum(numbers), MOST_COUNTED)


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


def _parts(
    queue: Queue, publication_id: int, person_id: int, aside: Collection[str]
) -> list[QuerySet[Case]]:
    rows = _rows(queue, publication_id, person_id)
    if not aside or queue in SHOWN_IN_ANY_CASE:
        return [rows]
    if queue in _OF_EVERY_REASON:
        return [rows.filter(reason=it) for it in _OF_EVERY_REASON[queue] if it not in aside]
    return [rows.exclude(reason__in=aside)]


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
