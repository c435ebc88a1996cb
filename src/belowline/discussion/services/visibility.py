"""Takes comments out of sight and puts them back, with every counter that depends on it."""

from django.db.models import F
from django.utils.translation import gettext

from belowline.core.refusals import Conflict
from belowline.discussion.models import Answer, Comment
from belowline.discussion.services.locks import advance_revision


def hide(comment: Comment, *, status: Comment.Status, reason: str) -> int:
    """Marks a locked, published comment and counts it out; returns the thread's new revision."""
    if comment.status != Comment.Status.PUBLISHED:
        raise Conflict(gettext("This comment is already out of sight."))
    return _move(comment, status, reason, -1)


def show(comment: Comment) -> int:
    """Publishes a locked, removed comment again and counts it in; returns the new revision."""
    if comment.status != Comment.Status.REMOVED:
        raise Conflict(gettext("This comment was not removed by a moderator."))
    return _move(comment, Comment.Status.PUBLISHED, "", +1)


def _move(comment: Comment, status: Comment.Status, reason: str, step: int) -> int:
    comment.status, comment.status_reason = status, reason
    comment.save(update_fields=["status", "status_reason"])
    targets = Answer.objects.filter(source=comment).values_list("target_id", flat=True)
    Comment.objects.filter(pk__in=list(targets)).update(answers=F("answers") + step)
    return advance_revision(comment.thread_id, comments=step)
