"""An author changes or takes back a comment."""

from django.db import transaction

from belowline.accounts.queries.people import Actor
from belowline.accounts.queries.relationships import blockers_of
from belowline.accounts.queries.restrictions import restrictions_of
from belowline.core.clock import now
from belowline.core.events import publish
from belowline.discussion.events import CommentEdited, CommentWithdrawn
from belowline.discussion.models import CommentRevision
from belowline.discussion.policies import (
    check_is_shown,
    check_may_edit,
    check_may_withdraw,
    checked_text,
)
from belowline.discussion.queries.comment_parsing import parse_comment
from belowline.discussion.services.graph import replace_edges
from belowline.discussion.services.limited_acts import count_edit
from belowline.discussion.services.locks import advance_revision, lock_comment
from belowline.discussion.services.marks import drop_marks
from belowline.discussion.services.states import Act
from belowline.discussion.services.visibility import hide
from belowline.newsroom.queries.article_times import shown_discussions


def edit_comment(*, actor: Actor, comment_id: int, text: str) -> None:
    """Replaces the text; the one before is kept and the comment shown as edited. Marks, which were
    given to the text before, are gone.

    Raises NotFound, NotAllowed, Conflict once the time for it is over, TooMany, or Invalid.
    """
    count_edit(actor)
    _edit(actor, comment_id, text)


@transaction.atomic
def withdraw_comment(*, actor: Actor, comment_id: int) -> None:
    """Takes the comment out of sight for good; answers to it stay in their places."""
    comment = lock_comment(comment_id)
    check_may_withdraw(actor, comment)
    revision = hide(comment, Act.WITHDRAW)
    publish(
        CommentWithdrawn(
            publication_id=comment.publication_id,
            thread_id=comment.thread_id,
            revision=revision,
            comment_id=comment.id,
        )
    )


@transaction.atomic
def _edit(actor: Actor, comment_id: int, text: str) -> None:
    comment = lock_comment(comment_id)
    check_is_shown(comment.thread, shown_discussions([comment.thread.article_id]))
    here = {"person_id": actor.id, "publication_id": comment.publication_id}
    check_may_edit(actor, comment, restrictions_of(**here))
    text = checked_text(text)
    if text == comment.text:
        return
    CommentRevision.objects.create(comment=comment, version=comment.version, text=comment.text)
    understood = parse_comment(
        text, thread=comment.thread, parent_id=comment.parent_id, before=comment.id
    )
    comment.text, comment.html, comment.edited_at = text, understood.html, now()
    comment.article_runs = understood.article_runs
    comment.version += 1
    comment.save(update_fields=["text", "html", "article_runs", "edited_at", "version"])
    drop_marks([comment])
    blocked_by = () if actor.is_staff else blockers_of([actor.id]).get(actor.id, ())
    replace_edges(comment, understood, blocked_by=blocked_by)
    publish(
        CommentEdited(
            publication_id=comment.publication_id,
            thread_id=comment.thread_id,
            revision=advance_revision(comment.thread_id),
            comment_id=comment.id,
        )
    )
