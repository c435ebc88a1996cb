"""Locks what a write touches: the thread before its comments, always, so that none deadlock."""

from django.db.models import F

from belowline.core.refusals import NotFound
from belowline.discussion.models import Comment, Thread


def locked_thread(thread_id: int) -> Thread:
    """The thread, locked until the transaction ends. Raises NotFound."""
    thread = Thread.objects.select_for_update().filter(pk=thread_id).first()
    if thread is None:
        raise NotFound("This discussion does not exist.")
    return thread


def locked_comment(comment_id: int) -> Comment:
    """The comment with its thread, both locked until the transaction ends. Raises NotFound."""
    thread_id = Comment.objects.filter(pk=comment_id).values_list("thread_id", flat=True).first()
    if thread_id is None:
        raise NotFound("This comment does not exist.")
    thread = locked_thread(thread_id)
    comment = Comment.objects.select_for_update().get(pk=comment_id)
    comment.thread = thread
    return comment


def moved_on(thread_id: int, *, comments: int = 0) -> int:
    """Counts one more revision and `comments` more comments; returns the new revision."""
    Thread.objects.filter(pk=thread_id).update(
        revision=F("revision") + 1, comment_count=F("comment_count") + comments
    )
    return Thread.objects.values_list("revision", flat=True).get(pk=thread_id)
