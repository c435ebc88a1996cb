"""An author changes or takes back a comment."""

from collections.abc import Collection

from django.db import transaction

from belowline.accounts.queries.people import Actor
from belowline.accounts.queries.relationships import blockers_of
from belowline.accounts.queries.restrictions import restrictions_of
from belowline.core.clock import now
from belowline.core.events import publish
from belowline.core.refusals import Refusal
from belowline.discussion.events import (
    CommentEdited,
    CommentHeld,
    CommentSubmitted,
    CommentWithdrawn,
)
from belowline.discussion.models import Comment, CommentRevision
from belowline.discussion.policies import (
    check_is_shown,
    check_may_edit,
    check_may_withdraw,
    checked_text,
)
from belowline.discussion.queries.comment_parsing import ParsedComment, parse_comment
from belowline.discussion.queries.submission import Submission
from belowline.discussion.services.graph import replace_edges, replace_edges_of_held
from belowline.discussion.services.limited_acts import count_edit
from belowline.discussion.services.locks import advance_revision, lock_comment
from belowline.discussion.services.marks import drop_marks
from belowline.discussion.services.screening import WELCOME, screening
from belowline.discussion.services.states import Act
from belowline.discussion.services.visibility import hide, hold, with_replies
from belowline.newsroom.queries.article_times import shown_discussions

_TEXT = ("text", "html", "article_runs", "edited_at", "version")


def edit_comment(*, actor: Actor, comment_id: int, text: str, is_sure: bool = False) -> None:
    """Replaces the text; the one before is kept and the comment shown as edited. Marks, which were
    given to the text before, are gone. Whoever screens comments may hold it; `is_sure` as in
    Draft.

    What was hidden until it is edited waits for a moderator then. Raises NotFound, NotAllowed,
    Conflict once the time for it is over, TooMany, Invalid, or AskedAgain.
    """
    count_edit(actor)
    refusal = _edit(actor, comment_id, text, is_sure=is_sure)
    if refusal is not None:
        raise refusal


@transaction.atomic
def withdraw_comment(*, actor: Actor, comment_id: int) -> None:
    """Takes the comment out of sight for good; answers to it stay in their places."""
    comment = lock_comment(comment_id)
    check_may_withdraw(actor, comment)
    revision = hide([comment], Act.WITHDRAW)[comment.id]
    publish(CommentWithdrawn(**_facts(comment, revision)))


@transaction.atomic
def _edit(actor: Actor, comment_id: int, text: str, *, is_sure: bool) -> Refusal | None:
    """What whoever screens the new text has against it, which is written down; None: nothing."""
    comment = lock_comment(comment_id)
    check_is_shown(comment.thread, shown_discussions([comment.thread.article_id]))
    here = {"person_id": actor.id, "publication_id": comment.publication_id}
    check_may_edit(actor, comment, restrictions_of(**here))
    text = checked_text(text)
    if text == comment.text:
        return None
    understood = parse_comment(
        text, thread=comment.thread, parent_id=comment.parent_id, before=comment.id
    )
    screen = screening()
    submission = _submission(actor, comment, text, understood, is_sure=is_sure)
    verdict = screen.judge([submission]).get(comment.id, WELCOME)
    if verdict.refusal is None:
        _replace(actor, comment, text, understood)
        if verdict.is_held and comment.status != Comment.Status.HELD:
            _hold(comment)
    screen.record(with_refused=True)
    return verdict.refusal


def _submission(
    actor: Actor, comment: Comment, text: str, understood: ParsedComment, *, is_sure: bool
) -> Submission:
    return Submission(
        comment_id=comment.id,
        actor=actor,
        thread=comment.thread,
        text=text,
        parsed=understood,
        parent_id=comment.parent_id,
        version=comment.version + 1,
        is_sure=is_sure,
        can_be_held=not with_replies([comment]),
        waits_anyway=comment.status == Comment.Status.HELD,
    )


def _replace(actor: Actor, comment: Comment, text: str, understood: ParsedComment) -> None:
    CommentRevision.objects.create(comment=comment, version=comment.version, text=comment.text)
    comment.text, comment.html, comment.edited_at = text, understood.html, now()
    comment.article_runs = understood.article_runs
    comment.version += 1
    blocked_by = () if actor.is_staff else blockers_of([actor.id]).get(actor.id, ())
    if comment.status == Comment.Status.HELD:
        _submit_again(comment, understood, blocked_by)
        return
    comment.save(update_fields=_TEXT)
    drop_marks([comment])
    replace_edges(comment, understood, blocked_by=blocked_by)
    comment.thread.revision = advance_revision(comment.thread_id)
    publish(CommentEdited(**_facts(comment, comment.thread.revision)))


def _submit_again(comment: Comment, understood: ParsedComment, blocked_by: Collection[int]) -> None:
    """What its author has changed as a moderator asked waits to be published."""
    comment.reason, comment.explanation = "", ""
    comment.save(update_fields=[*_TEXT, "reason", "explanation"])
    replace_edges_of_held(comment, understood, blocked_by=blocked_by)
    publish(
        CommentSubmitted(
            publication_id=comment.publication_id,
            thread_id=comment.thread_id,
            comment_id=comment.id,
        )
    )


def _hold(comment: Comment) -> None:
    publish(CommentHeld(**_facts(comment, hold([comment])[comment.id])))


def _facts(comment: Comment, revision: int) -> dict[str, int]:
    return {
        "publication_id": comment.publication_id,
        "thread_id": comment.thread_id,
        "revision": revision,
        "comment_id": comment.id,
    }
