"""A team's own queues: which there are, and a page of each."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from belowline.core.ids import encode
from belowline.discussion.queries.label_codes import kept_labels
from belowline.moderation.models import UNCLEAR, Case, Reason, SavedQueue
from belowline.moderation.queries.case_rules import kept_rules
from belowline.moderation.queries.queues import (
    WAITING,
    Queue,
    QueuePage,
    behind,
    counted,
    merged_page,
    publications_case,
)

NOT_CLEAR = UNCLEAR
"""What a queue asks for where the language is not clear."""
CAUSES = (Queue.REPORTED, Queue.HELD, Queue.NEWCOMERS, Queue.ESCALATED)
"""For which causes a queue can ask, by the queue of all of them."""


@dataclass(frozen=True, slots=True)
class SavedQueueView:
    """A queue of the team's own; what is empty makes no difference."""

    id: int
    name: str
    section_ids: tuple[int, ...]
    thread_ids: tuple[int, ...]
    reasons: tuple[str, ...]
    causes: tuple[str, ...]
    labels: tuple[str, ...]
    rules: tuple[str, ...]
    languages: tuple[str, ...]

    @property
    def key(self) -> str:
        """The id as addresses write it."""
        return encode(self.id)


def saved_queues(*, publication_id: int) -> list[SavedQueueView]:
    """The publication's own queues, in their order."""
    rows = SavedQueue.objects.filter(publication=publication_id)
    return [_view(it) for it in rows.order_by("position", "id")]


def saved_queue_page(
    queue: SavedQueueView,
    *,
    publication_id: int,
    after_id: int | None = None,
    aside: Collection[str] = (),
) -> QueuePage:
    """A page of cases, the most urgent first, without the reasons that a moderator has set aside;
    behind the case `after_id`, or the first.

    Each section, story, reason or language is asked for by its index; the answers are merged.
    """
    last = publications_case(after_id, publication_id) if after_id else None
    waiting = Case.objects.filter(publication=publication_id, is_open=True)
    further = behind(Queue.NOW, last) if last is not None else Q()
    return merged_page([waiting.filter(part, further) for part in _parts(queue, aside)])


def saved_queue_counts(
    queues: Sequence[SavedQueueView], *, publication_id: int, aside: Collection[str] = ()
) -> Mapping[str, int]:
    """How many cases wait in each, by its key; 1,000 says that there are as many or more."""
    waiting = Case.objects.filter(publication=publication_id, is_open=True)
    return {it.key: counted([waiting.filter(part) for part in _parts(it, aside)]) for it in queues}


def _parts(queue: SavedQueueView, aside: Collection[str]) -> list[Q]:
    """Conditions that exclude one another, each with one value of what has an index."""
    causes = Q()
    for cause in queue.causes:
        causes |= WAITING[Queue(cause)]
    is_placed = bool(queue.thread_ids or queue.section_ids)
    rest = causes & _labelled(queue.labels) & _brought_up_by(queue.rules)
    if queue.languages:
        rest &= Q(language__in=queue.languages)
    if queue.thread_ids and queue.section_ids:
        rest &= Q(section_id__in=queue.section_ids)
    if queue.reasons and is_placed:
        rest &= Q(reason__in=queue.reasons)
    if aside and is_placed:
        rest &= ~Q(reason__in=aside)
    return [it & rest for it in _driving(queue, aside)]


def _labelled(codes: Collection[str]) -> Q:
    """With one of these labels; those that have any have an index of their own."""
    any_of = Q()
    for code in codes:
        any_of |= Q(labels__contains=kept_labels([code]))
    return any_of & ~Q(labels="") if codes else any_of


def _brought_up_by(refs: Collection[str]) -> Q:
    """By one of these rules; so have those that any has brought up."""
    any_of = Q()
    for ref in refs:
        any_of |= Q(rules__contains=kept_rules([ref]))
    return any_of & ~Q(rules="") if refs else any_of


def _driving(queue: SavedQueueView, aside: Collection[str]) -> list[Q]:
    if queue.thread_ids:
        return [Q(thread_id=key) for key in queue.thread_ids]
    if queue.section_ids:
        return [Q(section_id=key) for key in queue.section_ids]
    if queue.reasons or aside:
        asked = queue.reasons or ("", *Reason.values)
        return [Q(reason=code) for code in asked if code not in aside]
    if queue.languages and not (queue.labels or queue.rules):
        return [Q(language=code) for code in queue.languages]
    return [Q()]


def _view(row: SavedQueue) -> SavedQueueView:
    return SavedQueueView(
        row.id,
        row.name,
        tuple(row.section_ids),
        tuple(row.thread_ids),
        tuple(row.reasons),
        tuple(row.causes),
        tuple(row.labels),
        tuple(row.rules),
        tuple(row.languages),
    )
