"""Comments that this process has just written, as readers see them: it need not read them again.

The page that is made after a comment was posted shows what was written a moment ago, in the same
process, by the thread that writes. Another process reads it.
"""

from collections.abc import Iterable, Mapping
from sys import getsizeof
from time import monotonic
from typing import NamedTuple

from belowline.core.events import COMMENTS, SITE
from belowline.core.kept import is_untouched
from belowline.core.weighed_cache import WeighedCache
from belowline.discussion.models import Comment, Thread
from belowline.discussion.queries.comments import CommentView, views
from belowline.discussion.queries.sequence import ListedComment

LASTS = 5.0
"""Seconds: the page that shows it first is made within moments, and keeps it from then on."""
_MOST = 1_000_000
_AROUND = 1_800
"""Bytes of what is kept in all, and, about, of a comment without its text."""


class Written(NamedTuple):
    """A comment as it was written: where it stands, and how readers see it."""

    listed: ListedComment
    view: CommentView
    since: int
    """The moment, as `heard` has it, before anything was read that is shown with it."""
    until: float


def written_views(
    rows: Iterable[Comment],
    *,
    threads: Mapping[int, Thread],
    answered: Mapping[int, Comment],
    since: int | None,
) -> dict[int, CommentView]:
    """The views of comments that were just written, by id, each with its text for its author.

    Their threads, and what they answer, are at hand; `since` is the moment before these were read.
    """
    found = {row.id: row for row in rows}
    without_votes = {key for key, it in threads.items() if not it.has_votes}
    shown = views(
        found.values(), with_hidden_text=True, without_votes=without_votes, answered=answered
    )
    for view in shown:
        row = found[view.id]
        # What copies an article may be shown for as long as the article is, which the clock ends.
        if since is not None and view.is_published and not row.article_runs:
            until = monotonic() + LASTS
            _WRITTEN.keep(view.id, Written(listed_of(row), view, since, until))
    return {view.id: view for view in shown}


def written(comment_id: int, *, thread_id: int) -> Written | None:
    """What is still true of a comment of this thread that this process has written."""
    found = _WRITTEN.find(comment_id)
    if found is None or found.view.thread_id != thread_id or found.until <= monotonic():
        return None
    return found if is_untouched(found.since, _names(found.view)) else None


def listed_of(row: Comment) -> ListedComment:
    """Where the comment of this row stands."""
    return ListedComment._make([getattr(row, name) for name in ListedComment._fields])


def weight_of(view: CommentView) -> int:
    """Bytes that a view holds, about."""
    return _AROUND + getsizeof(view.html)


def _names(view: CommentView) -> tuple[str, str]:
    return (
        COMMENTS.format(thread_id=view.thread_id),
        SITE.format(publication_id=view.publication_id),
    )


_WRITTEN: WeighedCache[Written] = WeighedCache(_MOST, lambda _, it: weight_of(it.view))
