"""The views of a page's comments, kept until an event says that something else of them changed.

What a reply or a vote changes of other comments is read each time (Standing) and compared; all else
of a comment is read once. A page that is made again after a reply so reads one comment whole.
"""

from collections.abc import Collection, Hashable, Sequence
from sys import getsizeof
from time import monotonic
from typing import NamedTuple

from belowline.core.bulk_sql import select_objects
from belowline.core.events import COMMENTS, SITE
from belowline.core.kept import LONGEST, heard, is_untouched
from belowline.core.seen import Seen
from belowline.core.weighed_cache import WeighedCache
from belowline.discussion.models import Comment
from belowline.discussion.queries.comments import CommentView, views
from belowline.discussion.queries.orders import Order
from belowline.discussion.queries.sequence import Standing

PageKey = tuple[int, Order, bool, str | None]
"""Thread, order, whether it is flat, and the place behind which the page begins."""
_MOST = 12_000_000
_AROUND = 1_800
"""Bytes of what is kept in all, and, about, of a comment without its text."""
_SEEN = 4_096
_HELD = Comment.Status.HELD.value


class _Shown(NamedTuple):
    standing: Standing
    view: CommentView
    may_end: bool
    """Whether its text is shown for as long as an article's is, which the clock may end."""


class _Kept(NamedTuple):
    since: int
    until: float
    publication_id: int
    has_votes: bool
    shown: dict[int, _Shown]


def shown_views(
    standings: Sequence[Standing], *, page: PageKey, has_votes: bool
) -> list[CommentView]:
    """The views of the comments that stand so on this page; without votes where it has none.

    A comment that is taken out of its place meanwhile is left out.
    """
    since = heard()
    kept = _still_true(page, has_votes=has_votes) if since is not None else None
    known = kept.shown if kept else {}
    changed = {it.id for it in standings if it.id not in known or known[it.id].standing != it}
    read = _read(changed, page[0], has_votes=has_votes)
    here = [
        found
        for it in standings
        if (found := read.get(it.id) if it.id in changed else known[it.id]) is not None
    ]
    if since is not None and changed and here:
        until = kept.until if kept else monotonic() + LONGEST
        fixed = {it.view.id: it for it in here if not it.may_end}
        _KEPT.keep(page, _Kept(since, until, here[0].view.publication_id, has_votes, fixed))
    return [it.view for it in here]


def _still_true(page: PageKey, *, has_votes: bool) -> _Kept | None:
    kept = _KEPT.find(page)
    if kept is None or kept.has_votes != has_votes or kept.until <= monotonic():
        return None
    names = (
        COMMENTS.format(thread_id=page[0]),
        SITE.format(publication_id=kept.publication_id),
    )
    return kept if is_untouched(kept.since, names) else None


def _read(ids: Collection[int], thread_id: int, *, has_votes: bool) -> dict[int, _Shown]:
    rows = {
        row.id: row
        for row in select_objects(Comment, id=ids)
        if row.thread_id == thread_id and row.status != _HELD
    }
    shown = views(rows.values(), without_votes=() if has_votes else (thread_id,))
    return {
        it.id: _Shown(_standing(rows[it.id]), it, bool(rows[it.id].article_runs)) for it in shown
    }


def _standing(row: Comment) -> Standing:
    return Standing(*(getattr(row, name) for name in Standing._fields))


def _weight(key: Hashable, kept: _Kept) -> int:
    del key
    return sum(_AROUND + getsizeof(it.view.html) for it in kept.shown.values())


_KEPT: WeighedCache[_Kept] = WeighedCache(_MOST, _weight, seen=Seen(_SEEN))
