"""Comments behind a place, in an order: range reads over the index that matches the order."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from django.db.models import QuerySet

from belowline.core.prepared import PreparedValues
from belowline.discussion.models import IN_PLACE, Answer, Comment
from belowline.discussion.queries.cursor import Cursor
from belowline.discussion.queries.orders import Order

K = TypeVar("K")
_ARRIVED = 200
"""How many answers that arrived while somebody turned the pages are told apart from the others."""


class ListedComment(NamedTuple):
    """Where a comment stands, and what votes and other comments change of it."""

    id: int
    parent_id: int | None
    root_id: int
    status: str
    version: int
    up: int
    down: int
    answers: int
    replies: int
    best: float
    disputed: float


class Ranked(NamedTuple):
    """A comment with the rank it has for the reader who turns the pages."""

    comment: ListedComment
    rank: float


_Ways = Mapping[tuple[K, bool], PreparedValues[ListedComment]]


def ranked_after(
    thread_id: int, *, order: Order, flat: bool, cursor: Cursor | None, limit: int
) -> list[Ranked]:
    """Up to `limit` comments that follow the cursor's `root` in this order; top-level ones, or all
    of them with `flat`.

    The cost is that of `limit` index entries, wherever in the thread the cursor stands.
    """
    if order.field is None:
        return [Ranked(row, 0.0) for row in _by_time(thread_id, order, cursor, limit, flat=flat)]
    if order is Order.DISCUSSED and cursor is not None:
        return _by_answers(thread_id, cursor, limit, flat=flat)
    return _by_rank(thread_id, order.field, cursor, limit, flat=flat)


def _by_time(
    thread_id: int, order: Order, cursor: Cursor | None, limit: int, *, flat: bool
) -> list[ListedComment]:
    if cursor is None:
        return _FIRST[order, flat](thread_id, limit)
    return _BEHIND[order, flat](thread_id, cursor.root, limit)


def _by_rank(
    thread_id: int, field: str, cursor: Cursor | None, limit: int, *, flat: bool
) -> list[Ranked]:
    if cursor is None:
        found = _TOP[field, flat](thread_id, limit)
    else:
        rank = int(cursor.rank) if field == "answers" else cursor.rank
        # Two ranges rather than one OR: each is a seek in the index, however many ranks tie.
        found = _TIED[field, flat](thread_id, rank, cursor.root, limit)
        if len(found) < limit:
            found += _LOWER[field, flat](thread_id, rank, limit - len(found))
    return [Ranked(row, float(getattr(row, field))) for row in found]


def _by_answers(thread_id: int, cursor: Cursor, limit: int, *, flat: bool) -> list[Ranked]:
    """By answers as they were when the reader began: an answer that arrived since moves nothing.

    Whoever comes back after a long time turns the pages as they are now.
    """
    arrived = _arrived_answers(thread_id, cursor.as_of)
    still = [
        ranked
        for ranked in _by_rank(thread_id, "answers", cursor, limit + len(arrived), flat=flat)
        if ranked.comment.id not in arrived
    ]
    moved = _rows(thread_id, flat=flat).filter(pk__in=arrived).values_list(*ListedComment._fields)
    then = [
        Ranked(row, float(row.answers - arrived[row.id])) for row in map(ListedComment._make, moved)
    ]
    behind = [each for each in then if (each.rank, each.comment.id) < (cursor.rank, cursor.root)]
    merged = sorted([*still, *behind], key=lambda ranked: (-ranked.rank, -ranked.comment.id))
    return merged[:limit]


def _arrived_answers(thread_id: int, as_of: int) -> Mapping[int, int]:
    rows = Answer.objects.filter(thread_id=thread_id, source_id__gt=as_of).order_by("source_id")
    found = list(rows.values_list("target_id", "source__status")[: _ARRIVED + 1])
    if len(found) > _ARRIVED:
        return {}
    published = Comment.Status.PUBLISHED.value
    return Counter(target for target, status in found if status == published)


def _rows(thread_id: int, *, flat: bool) -> QuerySet[Comment]:
    rows = Comment.objects.filter(IN_PLACE, thread_id=thread_id)
    return rows if flat else rows.filter(parent__isnull=True)


def listed(build: Callable[..., QuerySet[Comment]]) -> PreparedValues[ListedComment]:
    """The query of where comments stand."""
    return PreparedValues(build, ListedComment)


def _first(order: Order, *, flat: bool) -> PreparedValues[ListedComment]:
    by = "id" if order is Order.OLDEST else "-id"
    return listed(lambda thread, limit: _rows(thread, flat=flat).order_by(by)[:limit])


def _behind(order: Order, *, flat: bool) -> PreparedValues[ListedComment]:
    by, test = ("id", "id__gt") if order is Order.OLDEST else ("-id", "id__lt")
    return listed(
        lambda thread, root, limit: (
            _rows(thread, flat=flat).filter(**{test: root}).order_by(by)[:limit]
        )
    )


def _top(field: str, *, flat: bool) -> PreparedValues[ListedComment]:
    return listed(
        lambda thread, limit: _rows(thread, flat=flat).order_by(f"-{field}", "-id")[:limit]
    )


def _tied(field: str, *, flat: bool) -> PreparedValues[ListedComment]:
    return listed(
        lambda thread, rank, root, limit: (
            _rows(thread, flat=flat).filter(**{field: rank, "id__lt": root}).order_by("-id")[:limit]
        )
    )


def _lower(field: str, *, flat: bool) -> PreparedValues[ListedComment]:
    return listed(
        lambda thread, rank, limit: (
            _rows(thread, flat=flat)
            .filter(**{f"{field}__lt": rank})
            .order_by(f"-{field}", "-id")[:limit]
        )
    )


def _each(make: Callable[..., PreparedValues[ListedComment]], by: Sequence[K]) -> _Ways[K]:
    return {(each, flat): make(each, flat=flat) for each in by for flat in (False, True)}


_TIMES = [Order.NEWEST, Order.OLDEST]
_RANKS = [order.field for order in Order if order.field]
_FIRST = _each(_first, _TIMES)
_BEHIND = _each(_behind, _TIMES)
_TOP = _each(_top, _RANKS)
_TIED = _each(_tied, _RANKS)
_LOWER = _each(_lower, _RANKS)
