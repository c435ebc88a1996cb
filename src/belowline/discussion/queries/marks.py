"""The comments of a discussion that editors have marked, for the top of its first page."""

from collections.abc import Sequence
from dataclasses import dataclass

from belowline.discussion.models import MARKED, Comment
from belowline.discussion.queries.comments import CommentView, views
from belowline.discussion.queries.threads import ThreadView

_MOST = 20


@dataclass(frozen=True, slots=True)
class Marked:
    """The pinned comments, and the editors' picks, each the last marked first."""

    pinned: Sequence[CommentView] = ()
    picked: Sequence[CommentView] = ()


def marked_comments(thread: ThreadView) -> Marked:
    """Those of the thread; asks the database only where there are some."""
    if not thread.marked_count:
        return Marked()
    rows = list(Comment.objects.filter(MARKED, thread_id=thread.id).order_by("-id")[:_MOST])
    without = () if thread.has_votes else (thread.id,)
    shown = {view.id: view for view in views(rows, without_votes=without)}
    return Marked(
        [shown[row.id] for row in rows if row.pinned_at],
        [shown[row.id] for row in sorted(rows, key=_picked, reverse=True) if row.picked_at],
    )


def _picked(row: Comment) -> tuple[float, int]:
    return (row.picked_at.timestamp() if row.picked_at else 0.0, row.id)
