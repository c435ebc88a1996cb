"""Takes single comments out of sight and puts them back, with what depends on their words."""

from datetime import UTC, datetime

from django.utils.translation import gettext

from belowline.core.refusals import Conflict
from belowline.discussion.models import IN_PLACE, Comment, Fingerprint, Thread
from belowline.discussion.queries.comment_parsing import parse_comment
from belowline.discussion.services.graph import Node, write_fingerprints
from belowline.discussion.services.states import Act, change_state

_NEVER = datetime.min.replace(tzinfo=UTC)


def hide(comment: Comment, act: Act, *, reason: str = "", explanation: str = "") -> int:
    """Does what takes a locked comment out of sight; returns the thread's new revision.

    Raises Conflict where its state does not allow it.
    """
    was_held = comment.status == Comment.Status.HELD
    revision = change_state([comment], act, reason=reason, explanation=explanation)[comment.id]
    Fingerprint.objects.filter(comment=comment).delete()
    if was_held:  # it has a place from now on
        _advance_last_comment(comment)
    return revision


def hold(comment: Comment, act: Act = Act.HOLD, *, reason: str = "", explanation: str = "") -> int:
    """Takes a locked comment out of its place, so that nobody learns of it; as above. With a
    reason it waits for its author, who has to edit it.

    Raises Conflict where others have replied: their replies would stand below nothing. Nobody can
    reply to a held comment, so none ever has replies.
    """
    if Comment.objects.filter(parent=comment).exists():
        raise Conflict(
            gettext("This comment has replies, so it cannot be held. Remove it instead.")
        )
    revision = hide(comment, act, reason=reason, explanation=explanation)
    thread = comment.thread
    if comment.posted_at is not None and comment.posted_at == thread.last_comment_at:
        set_last_comment(thread)
    return revision


def show(comment: Comment, act: Act) -> int:
    """Publishes or restores a locked comment in the place that it had; as above."""
    revision = change_state([comment], act)[comment.id]
    understood = parse_comment(
        comment.text, thread=comment.thread, parent_id=comment.parent_id, before=comment.id
    )
    Fingerprint.objects.filter(comment=comment).delete()
    write_fingerprints([Node(comment.id, comment.thread_id, comment.parent_id, understood)])
    _advance_last_comment(comment)
    return revision


def _advance_last_comment(comment: Comment) -> None:
    thread = comment.thread
    if comment.posted_at is not None and comment.posted_at > (thread.last_comment_at or _NEVER):
        set_last_comment(thread)


def set_last_comment(thread: Thread) -> None:
    """When the newest comment was posted that is in its place."""
    placed = Comment.objects.filter(IN_PLACE, thread=thread, posted_at__isnull=False)
    thread.last_comment_at = placed.order_by("-id").values_list("posted_at", flat=True).first()
    thread.save(update_fields=["last_comment_at"])
