"""One page of a thread: top-level comments with their replies under them, or all in one row."""

from collections.abc import Sequence
from dataclasses import dataclass

from belowline.core.kept import heard
from belowline.discussion.models import IN_PLACE, Comment
from belowline.discussion.queries.comments import CommentView
from belowline.discussion.queries.cursor import Cursor, read_cursor, write_cursor
from belowline.discussion.queries.kept_views import PageKey, kept_order, shown_views
from belowline.discussion.queries.orders import Order
from belowline.discussion.queries.sequence import ListedComment, Ranked, listed, ranked_after

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Group:
    """A top-level comment and its replies; `root` is None where it stands on an earlier page."""

    root_id: int
    root: CommentView | None
    replies: tuple[CommentView, ...]


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """Up to 50 comments, as they follow each other, and in groups; `after` is the place behind the
    last one as addresses write it, None at the thread's end.
    """

    order: Order
    flat: bool
    comments: tuple[CommentView, ...]
    groups: tuple[Group, ...]
    after: str | None
    starts: bool


def thread_page(
    *,
    thread_id: int,
    order: Order = Order.NEWEST,
    flat: bool = False,
    after: str | None = None,
    size: int = PAGE_SIZE,
    has_votes: bool = True,
) -> ThreadPage:
    """The page behind the place `after`, or the first one; without votes where the thread has none.

    Raises Invalid for a place that is not
    one of this thread in this order and view.
    """
    cursor = read_cursor(after, thread_id=thread_id, order=order, flat=flat) if after else None
    limit = size + 1
    page: PageKey = (thread_id, order, flat, after, size)
    since = heard()
    ranked = None if cursor else kept_order(page, limit=limit)
    if ranked is None:
        ranked = _ranked(thread_id, order, cursor, limit, flat=flat)
    behind = None
    if len(ranked) > size:
        as_of = cursor.as_of if cursor else _as_of(thread_id, order)
        last = _cursor_behind(ranked[size - 1], flat=flat, as_of=as_of)
        behind = write_cursor(last, thread_id=thread_id, order=order, flat=flat)
    shown = shown_views(ranked, page=page, has_votes=has_votes, since=since)
    groups = _groups(shown, flat=flat)
    return ThreadPage(order, flat, tuple(shown), groups, behind, cursor is None)


def cursor_before(shown: CommentView, *, order: Order, flat: bool) -> str | None:
    """The place, as addresses write it, behind which the page begins with this comment's top-level
    comment.

    None where the thread's first page shows the comment anyway. A reply far down a long row of
    replies is itself the first of its page.
    """
    comment = Comment.objects.select_related("root").get(pk=shown.id)
    # Read anew: whoever asks may just have posted the comment, of which nothing is heard yet.
    first = _ranked(comment.thread_id, order, None, PAGE_SIZE, flat=flat)
    if any(each.comment.id == shown.id for each in first):
        return None
    root = comment if flat else comment.root
    rank = float(getattr(root, order.field)) if order.field else 0.0
    as_of = _as_of(comment.thread_id, order)
    earlier = Comment.objects.filter(IN_PLACE, root=root, id__lt=comment.id)[:PAGE_SIZE]
    if not flat and earlier.count() == PAGE_SIZE:
        place = Cursor(rank, root.id, comment.id - 1, as_of)
    else:
        beside = root.id - 1 if order is Order.OLDEST else root.id + 1
        place = Cursor(rank, beside, beside, as_of)
    return write_cursor(place, thread_id=comment.thread_id, order=order, flat=flat)


def _ranked(
    thread_id: int, order: Order, cursor: Cursor | None, limit: int, *, flat: bool
) -> list[Ranked]:
    if flat:
        return ranked_after(thread_id, order=order, flat=True, cursor=cursor, limit=limit)
    return _nested(thread_id, order, cursor, limit)


def _nested(thread_id: int, order: Order, cursor: Cursor | None, limit: int) -> list[Ranked]:
    taken: list[Ranked] = []
    if cursor is not None:
        rest = _REPLIES(cursor.root, cursor.last, limit)
        taken = [Ranked(row, cursor.rank) for row in rest]
    if len(taken) >= limit:
        return taken
    roots = ranked_after(
        thread_id, order=order, flat=False, cursor=cursor, limit=limit - len(taken)
    )
    return _with_replies(taken, roots, limit)


def _with_replies(taken: list[Ranked], roots: Sequence[Ranked], limit: int) -> list[Ranked]:
    """Each top-level comment followed by its replies, until there are `limit`; reads no more."""
    whole: list[int] = []
    cut: int | None = None
    room = limit - len(taken)
    for root in roots:
        room -= 1
        if root.comment.replies > room > 0:
            cut = root.comment.id
        elif root.comment.replies and room > 0:
            whole.append(root.comment.id)
        room -= root.comment.replies
    under: dict[int, list[ListedComment]] = {}
    for row in _REPLIES_TO(whole) if whole else ():
        under.setdefault(row.root_id, []).append(row)
    if cut is not None:
        under[cut] = _REPLIES(cut, cut, limit)
    for root in roots:
        taken.append(root)
        taken.extend(Ranked(row, root.rank) for row in under.get(root.comment.id, ()))
    return taken[:limit]


def _as_of(thread_id: int, order: Order) -> int:
    """The newest comment's id, where answers that arrive later must not move what is read."""
    if order is not Order.DISCUSSED:
        return 0
    rows = Comment.objects.filter(IN_PLACE, thread_id=thread_id).order_by("-id")
    return rows.values_list("id", flat=True).first() or 0


def _cursor_behind(last: Ranked, *, flat: bool, as_of: int) -> Cursor:
    comment = last.comment
    return Cursor(last.rank, comment.id if flat else comment.root_id, comment.id, as_of)


def _groups(shown: Sequence[CommentView], *, flat: bool) -> tuple[Group, ...]:
    if flat:
        return tuple(Group(comment.id, comment, ()) for comment in shown)
    gathered: dict[int, list[CommentView]] = {}
    for comment in shown:
        gathered.setdefault(comment.root_id, []).append(comment)
    return tuple(
        Group(root_id, comments[0], tuple(comments[1:]))
        if comments[0].id == root_id
        else Group(root_id, None, tuple(comments))
        for root_id, comments in gathered.items()
    )


_REPLIES = listed(
    lambda root, after, limit: Comment.objects.filter(
        IN_PLACE, root_id=root, id__gt=after, parent__isnull=False
    ).order_by("id")[:limit]
)
_REPLIES_TO = listed(
    lambda roots: Comment.objects.filter(
        IN_PLACE, root_id__among=roots, parent__isnull=False
    ).order_by("id")
)
