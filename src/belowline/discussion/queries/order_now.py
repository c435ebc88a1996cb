"""Where the comments of a first page stand now, worked out from where they stood before."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import attrgetter

from django.db.models import Q

from belowline.core.bulk_sql import select_rows
from belowline.discussion.models import Answer, Comment
from belowline.discussion.queries.orders import Order
from belowline.discussion.queries.sequence import ListedComment, Ranked, listed

_HELD = Comment.Status.HELD.value


def changed_by(ids: frozenset[int]) -> dict[int, ListedComment] | None:
    """How these comments stand now, and those whose counts they change: what they answer and are
    under; None where one of them has lost its place.
    """
    found = _by_id(_WITH_ANSWERED(ids))
    if not ids <= found.keys():
        return None
    tops = {row.root_id for row in found.values()} - found.keys()
    return found | _rows(tops)


def order_now(
    before: Sequence[Ranked],
    changed: dict[int, ListedComment],
    *,
    order: Order,
    flat: bool,
    limit: int,
) -> list[Ranked] | None:
    """What a first page of up to `limit` comments shows now, of which `before` stood there and
    `changed` has come or has changed; None where something else may show as well.
    """
    is_whole = len(before) < limit
    rows = {it.comment.id: it.comment for it in before} | changed
    field, descends = order.field, order is not Order.OLDEST
    place = attrgetter(field, "id") if field else attrgetter("id")
    tops = rows.values() if flat else [row for row in rows.values() if row.parent_id is None]
    under = {} if flat else _replies(rows)
    end = () if is_whole else place(_last_top_level(before, flat=flat))
    taken: list[Ranked] = []
    for top in sorted(tops, key=place, reverse=descends):
        # Behind the last one of before stand others, of which nothing is known.
        if not is_whole and (place(top) < end if descends else place(top) > end):
            return None
        rank = float(getattr(top, field)) if field else 0.0
        taken.append(Ranked(top, rank))
        if not flat and (top.replies or top.id in under):
            replies = _first_replies(top, under.get(top.id, []), before, limit - len(taken))
            if replies is None:
                return None
            taken.extend([Ranked(row, rank) for row in replies])
        if len(taken) >= limit:
            return taken
    return taken if is_whole else None


def _replies(rows: Mapping[int, ListedComment]) -> dict[int, list[ListedComment]]:
    under: dict[int, list[ListedComment]] = {}
    for row in rows.values():
        if row.parent_id is not None:
            under.setdefault(row.root_id, []).append(row)
    for replies in under.values():
        replies.sort(key=lambda row: row.id)
    return under


def _last_top_level(before: Sequence[Ranked], *, flat: bool) -> ListedComment:
    return next(it.comment for it in reversed(before) if flat or it.comment.parent_id is None)


def _first_replies(
    top: ListedComment, replies: list[ListedComment], before: Sequence[Ranked], room: int
) -> list[ListedComment] | None:
    """As many replies as there is room for, oldest first; None where others may be among them."""
    if len(replies) == top.replies:
        return replies[:room]
    shown_before = {it.comment.id for it in before}
    oldest = [row for row in replies if row.id in shown_before]
    return oldest[:room] if len(oldest) >= room else None


def _rows(ids: Collection[int]) -> dict[int, ListedComment]:
    return _by_id(map(ListedComment._make, select_rows(Comment, ListedComment._fields, id=ids)))


def _by_id(rows: Iterable[ListedComment]) -> dict[int, ListedComment]:
    return {row.id: row for row in rows if row.status != _HELD}


_WITH_ANSWERED = listed(
    lambda ids: Comment.objects.filter(
        Q(id__among=ids) | Q(id__in=Answer.objects.filter(source_id__among=ids).values("target_id"))
    )
)
