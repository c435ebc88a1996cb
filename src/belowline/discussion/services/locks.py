"""Locks what a write touches: threads before their comments, each in the order of ids."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db import connection
from django.db.models import F
from django.utils.translation import gettext

from belowline.core.bulk_sql import select_objects, select_rows, update_rows
from belowline.core.refusals import NotFound
from belowline.discussion.models import Comment, Thread


def lock_thread(thread_id: int) -> Thread:
    """The thread, locked until the transaction ends. Raises NotFound."""
    thread = lock_threads([thread_id]).get(thread_id)
    if thread is None:
        raise NotFound(gettext("This discussion isn’t available."))
    return thread


def lock_threads(thread_ids: Iterable[int]) -> dict[int, Thread]:
    """Those of the threads that exist, by id, locked until the transaction ends."""
    return {it.id: it for it in select_objects(Thread, locked=True, id=thread_ids)}


def lock_comment(comment_id: int) -> Comment:
    """The comment with its thread, both locked until the transaction ends. Raises NotFound."""
    comment = lock_comments([comment_id]).get(comment_id)
    if comment is None:
        raise NotFound(gettext("This comment does not exist."))
    return comment


def lock_comments(comment_ids: Collection[int], *, names: Sequence[str] = ()) -> dict[int, Comment]:
    """Those of the comments that exist, with their threads, by id, locked as above.

    With `names` only these fields are read, `id` and `thread_id` among them.
    """
    if connection.features.has_select_for_update:
        # Elsewhere whoever is in a transaction is the only one.
        touched = select_rows(Comment, ["thread_id"], id=comment_ids)
        lock_threads({thread_id for (thread_id,) in touched})
    rows = select_objects(Comment, names, locked=True, id=comment_ids)
    found = {comment.id: comment for comment in rows}
    threads = lock_threads({comment.thread_id for comment in found.values()})
    for comment in found.values():
        comment.thread = threads[comment.thread_id]
    return found


def advance_revision(thread_id: int, *, comments: int = 0) -> int:
    """Counts one more revision and `comments` more comments; returns the new revision."""
    Thread.objects.filter(pk=thread_id).update(
        revision=F("revision") + 1, comment_count=F("comment_count") + comments
    )
    return Thread.objects.values_list("revision", flat=True).get(pk=thread_id)


def advance_revisions(comments: Iterable[Comment]) -> Mapping[int, int]:
    """Counts one more revision for each of these comments, locked with their threads; returns the
    thread's revision after each, by the comment's id.
    """
    moved: dict[int, Thread] = {}
    revisions: dict[int, int] = {}
    for comment in sorted(comments, key=lambda it: it.id):
        thread = moved.setdefault(comment.thread_id, comment.thread)
        thread.revision += 1
        revisions[comment.id] = thread.revision
    update_rows(Thread, ["revision"], [(it.revision, it.id) for it in moved.values()])
    return revisions
