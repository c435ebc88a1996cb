"""Posting a comment."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from belowline.accounts.queries.people import Actor
from belowline.core.clock import now
from belowline.core.events import publish
from belowline.core.ids import new_id
from belowline.core.markup import clean_text
from belowline.core.refusals import Conflict, NotFound
from belowline.discussion.events import CommentPosted
from belowline.discussion.models import Comment, Thread
from belowline.discussion.policies import check_may_post, check_text
from belowline.discussion.queries.understanding import understand
from belowline.discussion.services.graph import add_edges
from belowline.discussion.services.locking import locked_thread, moved_on


@transaction.atomic
def post_comment(
    *,
    actor: Actor,
    thread_id: int,
    text: str,
    parent_id: int | None = None,
    idempotency_key: UUID | None = None,
) -> int:
    """Posts a comment, or a reply to `parent_id`, and returns its id.

    The same key from the same person again returns the comment that was posted with it.
    Raises NotFound, NotAllowed, Conflict, TooMany or Invalid.
    """
    text = clean_text(text)
    thread = locked_thread(thread_id)
    if idempotency_key is not None:
        posted = Comment.objects.filter(author_id=actor.id, idempotency_key=idempotency_key)
        if (already := posted.values_list("id", flat=True).first()) is not None:
            return already
    check_may_post(actor, thread)
    check_text(text)
    parent = _parent(thread, parent_id)
    return _write(actor, thread, parent, text, idempotency_key, now(), new_id())


def _parent(thread: Thread, parent_id: int | None) -> Comment | None:
    if parent_id is None:
        return None
    parent = Comment.objects.filter(pk=parent_id, thread=thread).first()
    if parent is None:
        raise NotFound("The comment that you answer is not in this discussion.")
    if parent.status != Comment.Status.PUBLISHED:
        raise Conflict("The comment that you answer is no longer shown.")
    return parent


def _write(
    actor: Actor,
    thread: Thread,
    parent: Comment | None,
    text: str,
    idempotency_key: UUID | None,
    posted_at: datetime,
    identifier: int,
) -> int:
    parent_id = parent.id if parent else None
    understood = understand(text, thread_id=thread.id, parent_id=parent_id, before=identifier)
    comment = Comment.objects.create(
        id=identifier,
        publication_id=thread.publication_id,
        thread=thread,
        root_id=parent.root_id if parent else identifier,
        parent=parent,
        author_id=actor.id,
        idempotency_key=idempotency_key,
        posted_at=posted_at,
        text=text,
        html=understood.html,
    )
    if parent is not None:
        Comment.objects.filter(pk=parent.root_id).update(replies=F("replies") + 1)
    add_edges(comment, understood)
    revision = moved_on(thread.id, comments=1)
    Thread.objects.filter(pk=thread.id).update(last_comment_at=posted_at)
    publish(
        CommentPosted(
            publication_id=thread.publication_id,
            thread_id=thread.id,
            revision=revision,
            comment_id=comment.id,
            root_id=comment.root_id,
        )
    )
    return comment.id
