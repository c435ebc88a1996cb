"""The views of a page's comments, kept until an event says that something else of them changed.

What a reply or a vote changes of other comments is read each time (ListedComment) and compared; all
else of a comment is read once. A page that is made again after a reply so reads one comment whole.
"""

from collections.abc import Collection, Sequence
from sys import getsizeof
from time import monotonic
from typing import NamedTuple

from belowline.core.bulk_sql import select_objects
from belowline.core.events import COMMENTS, SITE
from belowline.core.kept import LONGEST
from belowline.core.kept_until_heard import KeptUntilHeard
from belowline.discussion.models import Comment
from belowline.discussion.queries.comments import CommentView, views
from belowline.discussion.queries.orders import Order
from belowline.discussion.queries.sequence import ListedComment

PageKey = tuple[int, Order, bool, str | None]
"""Thread, order, whether it is flat, and the place behind which the page begins."""
_MOST = 8_000_000
_AROUND = 1_800
"""Bytes of what is kept in all, and, about, of a comment without its text."""
_HELD = Comment.Status.HELD.value


class _Shown(NamedTuple):
    listed: ListedComment
    view: CommentView
    may_end: bool
    """Whether its text is shown for as long as an article's is, which the clock may end."""


class _Kept(NamedTuple):
    until: float
    has_votes: bool
    shown: dict[int, _Shown]


def shown_views(
    listed: Sequence[ListedComment], *, page: PageKey, has_votes: bool
) -> list[CommentView]:
    """The views of the comments that stand so on this page; without votes where it has none.

    A comment that is taken out of its place meanwhile is left out.
    """
    since = _KEPT.since()
    kept = _KEPT.find(page)
    if kept is None or kept.has_votes != has_votes:
        kept = _Kept(monotonic() + LONGEST, has_votes, {})
    known = kept.shown
    changed = {it.id for it in listed if it.id not in known or known[it.id].listed != it}
    read = _read(changed, page[0], has_votes=has_votes)
    here = [
        found
        for it in listed
        if (found := read.get(it.id) if it.id in changed else known[it.id]) is not None
    ]
    if changed and here:
        fixed = {it.view.id: it for it in here if not it.may_end}
        names = (
            COMMENTS.format(thread_id=page[0]),
            SITE.format(publication_id=here[0].view.publication_id),
        )
        _KEPT.keep(page, kept._replace(shown=fixed), *names, since=since, until=kept.until)
    return [it.view for it in here]


def _read(ids: Collection[int], thread_id: int, *, has_votes: bool) -> dict[int, _Shown]:
    rows = {
        row.id: row
        for row in select_objects(Comment, id=ids)
        if row.thread_id == thread_id and row.status != _HELD
    }
    shown = views(rows.values(), without_votes=() if has_votes else (thread_id,))
    return {it.id: _Shown(_listed(rows[it.id]), it, bool(rows[it.id].article_runs)) for it in shown}


def _listed(row: Comment) -> ListedComment:
    return ListedComment(*(getattr(row, name) for name in ListedComment._fields))


def _weight(kept: _Kept) -> int:
    return sum(_AROUND + getsizeof(it.view.html) for it in kept.shown.values())


_KEPT: KeptUntilHeard[_Kept] = KeptUntilHeard(_MOST, _weight)
