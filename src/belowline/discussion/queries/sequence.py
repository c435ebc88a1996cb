"""Comments behind a place, in an order: range reads over the index that matches the order."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from belowline.discussion.models import Answer, Comment
from belowline.discussion.queries.cursor import Cursor
from belowline.discussion.queries.orders import Order


@dataclass(frozen=True, slots=True)
class Ranked:
    """A comment with the rank it has for the reader who turns the pages."""

    comment: Comment
    rank: float


def ranked_after(
    rows: QuerySet[Comment], *, thread_id: int, order: Order, cursor: Cursor | None, limit: int
) -> list[Ranked]:
    """Up to `limit` of `rows`, those that follow the cursor's `root` in this order.

    The cost is that of `limit` index entries, wherever in the thread the cursor stands.
    """
    if order.field is None:
        return [Ranked(row, 0.0) for row in _by_time(rows, order, cursor, limit)]
    if order is Order.DISCUSSED and cursor is not None:
        return _by_answers(rows, thread_id, cursor, limit)
    return list(_by_rank(rows, order.field, cursor, limit))


def _by_time(
    rows: QuerySet[Comment], order: Order, cursor: Cursor | None, limit: int
) -> QuerySet[Comment]:
    if order is Order.OLDEST:
        return (rows.filter(id__gt=cursor.root) if cursor else rows).order_by("id")[:limit]
    return (rows.filter(id__lt=cursor.root) if cursor else rows).order_by("-id")[:limit]


def _by_rank(
    rows: QuerySet[Comment], field: str, cursor: Cursor | None, limit: int
) -> Iterator[Ranked]:
    if cursor is None:
        parts = [rows]
    else:
        # Two ranges rather than one OR: each is a seek in the index, however many ranks tie.
        parts = [
            rows.filter(**{field: cursor.rank, "id__lt": cursor.root}),
            rows.filter(**{f"{field}__lt": cursor.rank}),
        ]
    for part in parts:
        for row in part.order_by(f"-{field}", "-id")[:limit]:
            yield Ranked(row, float(getattr(row, field)))
            limit -= 1


def _by_answers(
    rows: QuerySet[Comment], thread_id: int, cursor: Cursor, limit: int
) -> list[Ranked]:
    """By answers as they were when the reader began: an answer that arrived since moves nothing."""
    arrived = _arrived_answers(thread_id, cursor.as_of)
    still = _by_rank(rows.exclude(pk__in=arrived), "answers", cursor, limit)
    moved = [
        Ranked(row, float(row.answers - arrived[row.id])) for row in rows.filter(pk__in=arrived)
    ]
    behind = [
        ranked for ranked in moved if (ranked.rank, ranked.comment.id) < (cursor.rank, cursor.root)
    ]
    merged = sorted([*still, *behind], key=lambda ranked: (-ranked.rank, -ranked.comment.id))
    return merged[:limit]


def _arrived_answers(thread_id: int, as_of: int) -> dict[int, int]:
    rows = Answer.objects.filter(
        thread_id=thread_id, source_id__gt=as_of, source__status=Comment.Status.PUBLISHED
    )
    return dict(
        rows.values("target_id").annotate(number=Count("id")).values_list("target_id", "number")
    )
