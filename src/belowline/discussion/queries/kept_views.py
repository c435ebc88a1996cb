"""The views of a page's comments, kept until an event says that something else of them changed.

What a reply or a vote changes of other comments is read each time (ListedComment); all else of a
comment is read once. A page that is made again after a reply so reads one comment whole, or none,
where this process has written it; and where events say which comments have changed, these and no
others are read at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from time import monotonic
from typing import NamedTuple

from belowline.core.bulk_sql import select_objects
from belowline.core.events import COMMENTS, SITE, THREAD
from belowline.core.kept import LONGEST, heard_about
from belowline.core.kept_until_heard import KeptUntilHeard
from belowline.discussion.models import Comment
from belowline.discussion.queries.comments import CommentView, views
from belowline.discussion.queries.order_now import changed_by, order_now
from belowline.discussion.queries.orders import Order
from belowline.discussion.queries.sequence import ListedComment, Ranked
from belowline.discussion.queries.written_views import listed_of, weight_of, written

PageKey = tuple[int, Order, bool, str | None, int]
"""Thread, order, whether it is flat, the place behind which the page begins, and its comments."""
_MOST = 8_000_000
"""Bytes of what is kept in all."""
_HELD = Comment.Status.HELD.value
_COUNTS = ("up", "down", "answers", "replies", "best", "disputed")
"""What votes and answers change of a comment."""


class _Shown(NamedTuple):
    listed: ListedComment
    view: CommentView
    may_end: bool
    """Whether its text is shown for as long as an article's is, which the clock may end."""
    weight: int
    """Bytes, about."""


class _Kept(NamedTuple):
    until: float
    has_votes: bool
    ranked: Sequence[Ranked]
    since: int
    """The moment, as `heard` has it, before the order was read."""
    shown: dict[int, _Shown]


def kept_order(page: PageKey, *, limit: int) -> list[Ranked] | None:
    """The first page's order as it is now, from the one that is kept and what has changed since;
    None where it has to be read.
    """
    kept = _KEPT.find(page)
    if kept is None:
        return None
    thread_id, order, flat, *_ = page
    ids = heard_about(kept.since, THREAD.format(thread_id=thread_id))
    if ids is None:
        return None
    if not ids:
        return list(kept.ranked)
    changed = changed_by(ids)
    if changed is None:
        return None
    return order_now(kept.ranked, changed, order=order, flat=flat, limit=limit)


def shown_views(
    ranked: Sequence[Ranked], *, page: PageKey, has_votes: bool, since: int | None
) -> list[CommentView]:
    """The views of the comments that stand so on this page, up to its size; without votes where it
    has none. `since` is the moment before their order was read.

    A comment that is taken out of its place meanwhile is left out.
    """
    kept = _KEPT.find(page) or _in_another_order(page)
    if kept is None or kept.has_votes != has_votes:
        kept = _Kept(monotonic() + LONGEST, has_votes, (), 0, {})
    known = kept.shown
    listed = [it.comment for it in ranked[: page[-1]]]
    still = {it.id: one for it in listed if (one := _as_it_stands(known.get(it.id), it))}
    rest = {it.id: it for it in listed if it.id not in still}
    here_now = still | _read(rest, page[0], has_votes=has_votes)
    here = [here_now[it.id] for it in listed if it.id in here_now]
    if here and since is not None:  # even as it was: from here on less has to be looked at
        fixed = {it.view.id: it for it in here if not it.may_end}
        names = (
            COMMENTS.format(thread_id=page[0]),
            SITE.format(publication_id=here[0].view.publication_id),
        )
        now = kept._replace(shown=fixed, ranked=ranked, since=since)
        # A discussion that is read anew is worth it in another order too; what follows on its
        # first page is not, since a crawler turns all pages.
        seen_as = page if page[3] else page[0]
        _KEPT.keep(page, now, *names, since=since, until=kept.until, seen_as=seen_as)
    return [it.view for it in here]


def _as_it_stands(known: _Shown | None, listed: ListedComment) -> _Shown | None:
    """The comment as it stands now; None where more of it may have changed than its counts."""
    if known is None or known.listed == listed:
        return known
    if known.listed._replace(**{name: getattr(listed, name) for name in _COUNTS}) != listed:
        return None
    view = replace(known.view, answers=listed.answers)
    if view.has_votes:
        view = replace(
            view,
            up=listed.up + view.imported_up,
            down=listed.down + view.imported_down,
            best=listed.best,
            disputed=listed.disputed,
        )
    return known._replace(listed=listed, view=view)


def _in_another_order(page: PageKey) -> _Kept | None:
    """The same discussion's first page as others read it; its comments may stand on this one."""
    thread_id, _, flat, after, size = page
    others = (_KEPT.find((thread_id, order, flat, after, size)) for order in Order)
    found = next(filter(None, others), None)
    return found and found._replace(ranked=(), since=0)


def _read(
    listed: Mapping[int, ListedComment], thread_id: int, *, has_votes: bool
) -> dict[int, _Shown]:
    own = {
        key: _Shown(it, found.view, may_end=False, weight=weight_of(found.view))
        for key, it in listed.items()
        if (found := written(key, thread_id=thread_id)) is not None
        and found.listed == it
        and found.view.has_votes == has_votes
    }
    rows = {
        row.id: row
        for row in select_objects(Comment, id=listed.keys() - own.keys())
        if row.thread_id == thread_id and row.status != _HELD
    }
    shown = views(rows.values(), without_votes=() if has_votes else (thread_id,))
    return own | {
        it.id: _Shown(_listed(row, listed[it.id]), it, bool(row.article_runs), weight_of(it))
        for it in shown
        for row in (rows[it.id],)
    }


def _listed(row: Comment, before: ListedComment) -> ListedComment:
    """As the row has it: the very same as a moment before, if it is equal."""
    now = listed_of(row)
    return before if now == before else now


def _weight(kept: _Kept) -> int:
    return sum([it.weight for it in kept.shown.values()])


_KEPT: KeptUntilHeard[_Kept] = KeptUntilHeard(_MOST, _weight)
