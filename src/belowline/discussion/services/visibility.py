"""Takes comments out of sight and puts them back, with what depends on their words."""

from collections.abc import Collection, Iterable, Mapping

from django.utils.translation import gettext

from belowline.core.refusals import Conflict
from belowline.discussion.models import IN_PLACE, Comment, Thread
from belowline.discussion.services.passages import bring_into_sight, put_out_of_sight
from belowline.discussion.services.states import Act, change_state


def hide(
    comments: Collection[Comment], act: Act, *, reason: str = "", explanation: str = ""
) -> Mapping[int, int]:
    """Does what takes locked comments out of sight; returns the thread's new revision after each,
    by the comment's id.

    Raises Conflict where the state of one does not allow it.
    """
    held = [it for it in comments if it.status == Comment.Status.HELD]
    revisions = change_state(comments, act, reason=reason, explanation=explanation)
    put_out_of_sight(comments)
    _advance_last_comments(held)  # they have a place from now on
    return revisions


def hold(
    comments: Collection[Comment], act: Act = Act.HOLD, *, reason: str = "", explanation: str = ""
) -> Mapping[int, int]:
    """Takes locked comments out of their places, so that nobody learns of them; as above. With a
    reason they wait for their authors, who have to edit them.

    Raises Conflict where others have replied: their replies would stand below nothing. Nobody can
    reply to a held comment, so none ever has replies.
    """
    if with_replies(comments):
        raise Conflict(
            gettext("This comment has replies, so it cannot be held. Remove it instead.")
        )
    revisions = hide(comments, act, reason=reason, explanation=explanation)
    last = [it for it in comments if it.posted_at and it.posted_at == it.thread.last_comment_at]
    for thread in _threads_of(last):
        set_last_comment(thread)
    return revisions


def with_replies(comments: Collection[Comment]) -> frozenset[int]:
    """The ids of those that others have replied to."""
    replies = Comment.objects.filter(parent__in=[it.id for it in comments])
    return frozenset(replies.values_list("parent_id", flat=True))


def show(comments: Collection[Comment], act: Act) -> Mapping[int, int]:
    """Publishes or restores locked comments in the places that they had; as above."""
    revisions = change_state(comments, act)
    bring_into_sight(comments)
    _advance_last_comments(comments)
    return revisions


def set_last_comment(thread: Thread) -> None:
    """When the newest comment was posted that is in its place."""
    placed = Comment.objects.filter(IN_PLACE, thread=thread, posted_at__isnull=False)
    thread.last_comment_at = placed.order_by("-id").values_list("posted_at", flat=True).first()
    thread.save(update_fields=["last_comment_at"])


def _advance_last_comments(comments: Iterable[Comment]) -> None:
    """Those threads have a newer last comment in which one of these is newer than it."""
    newer = [
        it
        for it in comments
        if it.posted_at is not None
        and (it.thread.last_comment_at is None or it.posted_at > it.thread.last_comment_at)
    ]
    for thread in _threads_of(newer):
        set_last_comment(thread)


def _threads_of(comments: Iterable[Comment]) -> Collection[Thread]:
    return {it.thread_id: it.thread for it in comments}.values()
