"""A comment's state with what goes along with it, noted so that it can return to it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from belowline.core.refusals import Conflict
from belowline.discussion.models import Comment
from belowline.discussion.services.marks import Mark, mark_again
from belowline.discussion.services.states import Act
from belowline.discussion.services.visibility import hide, hold, show

_Status = Comment.Status
Standing = Mapping[str, Any]
"""`status`, `reason`, `explanation`, and since when it has each mark (ISO 8601), or None."""


def standing_of(comment: Comment) -> Standing:
    """What the comment would have to return to."""
    marks = {mark.value: getattr(comment, mark) for mark in Mark}
    return {
        "status": str(comment.status),
        "reason": comment.reason,
        "explanation": comment.explanation,
        **{name: since.isoformat() if since else None for name, since in marks.items()},
    }


def return_to(comment: Comment, before: Standing) -> int | None:
    """Brings a locked comment back to a state that it had; returns the thread's new revision, or
    None where nothing had changed.

    Raises Conflict where there is no way back: what its author has taken back stays so, and what
    others have replied to is not held.
    """
    now, then = _Status(comment.status), _Status(before["status"])
    if now == then:
        return None
    revision = _changed(comment, now, then, before)
    marks = {mark: datetime.fromisoformat(before[mark]) for mark in Mark if before[mark]}
    if marks and then is _Status.PUBLISHED:
        mark_again(comment, marks)
    return revision


def _changed(comment: Comment, now: Comment.Status, then: Comment.Status, before: Standing) -> int:
    if (now, then) == (_Status.REMOVED, _Status.PUBLISHED):
        return show(comment, Act.RESTORE)
    if (now, then) == (_Status.HELD, _Status.PUBLISHED):
        return show(comment, Act.PUBLISH)
    words = {name: before[name] for name in ("reason", "explanation")}
    if (now, then) == (_Status.REMOVED, _Status.HELD):
        return hold(comment, Act.HOLD_AGAIN, **words)
    if (now, then) == (_Status.PUBLISHED, _Status.HELD):
        return hold(comment, **words)
    if (now, then) == (_Status.PUBLISHED, _Status.REMOVED):
        return hide(comment, Act.REMOVE, **words)
    raise Conflict(gettext("The author has deleted this comment since. It stays deleted."))
