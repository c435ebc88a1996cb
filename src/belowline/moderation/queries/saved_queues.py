"""A team's own queues: which there are, and a page of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import islice

from django.db.models import Q

from belowline.core.ids import encode
from belowline.moderation.models import Case, SavedQueue
from belowline.moderation.queries.queues import (
    MOST_COUNTED,
    PAGE,
    WAITING,
    Queue,
    QueuePage,
    behind,
    case_cards,
    publications_case,
)

CAUSES = (Queue.REPORTED, Queue.HELD, Queue.ESCALATED)
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

    @property
    def key(self) -> str:
        """The id as addresses write it."""
        return encode(self.id)


def saved_queues(*, publication_id: int) -> list[SavedQueueView]:
    """The publication's own queues, in their order."""
    rows = SavedQueue.objects.filter(publication=publication_id)
    return [_view(it) for it in rows.order_by("position", "id")]


def saved_queue_page(
    queue: SavedQueueView, *, publication_id: int, after_id: int | None = None
) -> QueuePage:
    """A page of cases, the most urgent first; behind the case `after_id`, or the first.

    Each section, story or reason is asked for by its index; the answers are merged.
    """
    last = publications_case(after_id, publication_id) if after_id else None
    parts = []
    for part in _parts(queue):
        rows = Case.objects.filter(part, publication=publication_id, is_open=True)
        if last is not None:
            rows = rows.filter(behind(Queue.NOW, last))
        parts.append(rows.order_by("urgent_at", "id")[: PAGE + 1])
    found = list(islice(merge(*parts, key=lambda it: (it.urgent_at, it.id)), PAGE + 1))
    after = encode(found[PAGE - 1].id) if len(found) > PAGE else ""
    return QueuePage(case_cards(found[:PAGE]), after)


def saved_queue_counts(
    queues: Sequence[SavedQueueView], *, publication_id: int
) -> Mapping[str, int]:
    """How many cases wait in each, by its key; 1,000 says that there are as many or more."""
    waiting = Case.objects.filter(publication=publication_id, is_open=True)
    return {
        it.key: min(
            sum(waiting.filter(part)[:MOST_COUNTED].count() for part in _parts(it)), MOST_COUNTED
        )
        for it in queues
    }


def _parts(queue: SavedQueueView) -> list[Q]:
    """Conditions that exclude one another, each with one value of what has an index."""
    causes = Q()
    for cause in queue.causes:
        causes |= WAITING[Queue(cause)]
    if queue.thread_ids:
        driving = [Q(thread_id=key) for key in queue.thread_ids]
    elif queue.section_ids:
        driving = [Q(section_id=key) for key in queue.section_ids]
    elif queue.reasons:
        driving = [Q(reason=code) for code in queue.reasons]
    else:
        driving = [Q()]
    rest = causes
    if queue.thread_ids and queue.section_ids:
        rest &= Q(section_id__in=queue.section_ids)
    if queue.reasons and (queue.thread_ids or queue.section_ids):
        rest &= Q(reason__in=queue.reasons)
    return [it & rest for it in driving]


def _view(row: SavedQueue) -> SavedQueueView:
    return SavedQueueView(
        row.id,
        row.name,
        tuple(row.section_ids),
        tuple(row.thread_ids),
        tuple(row.reasons),
        tuple(row.causes),
    )
