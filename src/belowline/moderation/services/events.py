"""Tells the rest of the house what has become of comments by decisions."""

from collections.abc import Container, Iterable, Mapping

from belowline.core.events import publish_all
from belowline.discussion.events import (
    CommentEvent,
    CommentHeld,
    CommentPublished,
    CommentRemoved,
    CommentRestored,
)
from belowline.discussion.models import Comment
from belowline.discussion.services.standing import Standing

_Status = Comment.Status


def tell_of(
    comments: Iterable[Comment],
    revisions: Mapping[int, int],
    was: Mapping[int, Standing],
    *,
    undoes: Container[int],
) -> None:
    """Of each comment that changed, in the order of the revisions; `undoes` are the ids of those on
    which a person's decision was taken back.
    """
    changed = sorted((it for it in comments if it.id in revisions), key=lambda it: revisions[it.id])
    publish_all(
        _event(it, revisions[it.id], was[it.id]["status"], undoes=it.id in undoes) for it in changed
    )


def _event(comment: Comment, revision: int, was: str, *, undoes: bool) -> CommentEvent:
    facts = {
        "publication_id": comment.publication_id,
        "thread_id": comment.thread_id,
        "revision": revision,
        "comment_id": comment.id,
    }
    if comment.status == _Status.HELD:
        return CommentHeld(**facts)
    if comment.status == _Status.REMOVED:
        return CommentRemoved(**facts, undoes=undoes)
    if was == _Status.HELD:
        return CommentPublished(**facts, root_id=comment.root_id, undoes=undoes)
    return CommentRestored(**facts, undoes=undoes)
