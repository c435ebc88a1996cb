"""A moderator decides on a comment: keep, remove, restore."""

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.queries.people import Actor
from belowline.core import audit
from belowline.core.events import publish
from belowline.core.markup import clean_text
from belowline.core.refusals import Conflict, Invalid
from belowline.discussion.events import CommentRemoved, CommentRestored
from belowline.discussion.models import Comment
from belowline.discussion.policies import check_may_moderate
from belowline.discussion.services.locks import lock_comment
from belowline.discussion.services.visibility import hide, show
from belowline.moderation.models import Decision, Reason, Report


@transaction.atomic
def keep_comment(*, actor: Actor, comment_id: int, note: str = "") -> None:
    """Decides that the comment stays and closes its reports; it can be reported again."""
    comment = lock_comment(comment_id)
    check_may_moderate(actor, comment.publication_id)
    if comment.status != Comment.Status.PUBLISHED:
        raise Conflict(gettext("Only a comment that is shown can be kept."))
    _decide(actor, comment, Decision.Outcome.KEPT, "", note)


@transaction.atomic
def remove_comment(*, actor: Actor, comment_id: int, reason: str, note: str = "") -> None:
    """Takes the comment out of sight; the reason, and the note if any, stand in its place."""
    if reason not in Reason.values:
        raise Invalid(gettext("Please choose the reason that readers will see."), field="reason")
    comment = lock_comment(comment_id)
    check_may_moderate(actor, comment.publication_id)
    shown = Reason(reason).label.lower() + (f": {clean_text(note)}" if note else "")
    revision = hide(comment, status=Comment.Status.REMOVED, reason=shown[:300])
    _decide(actor, comment, Decision.Outcome.REMOVED, reason, note)
    publish(
        CommentRemoved(
            publication_id=comment.publication_id,
            thread_id=comment.thread_id,
            revision=revision,
            comment_id=comment.id,
        )
    )


@transaction.atomic
def restore_comment(*, actor: Actor, comment_id: int, note: str) -> None:
    """Puts a removed comment back; the note says why and is kept in the audit log."""
    if not clean_text(note):
        raise Invalid(gettext("Please say why the comment comes back."), field="note")
    comment = lock_comment(comment_id)
    check_may_moderate(actor, comment.publication_id)
    revision = show(comment)
    _decide(actor, comment, Decision.Outcome.RESTORED, "", note)
    publish(
        CommentRestored(
            publication_id=comment.publication_id,
            thread_id=comment.thread_id,
            revision=revision,
            comment_id=comment.id,
        )
    )


def _decide(
    actor: Actor, comment: Comment, outcome: Decision.Outcome, reason: str, note: str
) -> None:
    note = clean_text(note)
    if len(note) > 250:
        raise Invalid(gettext("The note has at most 250 characters."), field="note")
    decision = Decision.objects.create(
        publication_id=comment.publication_id,
        comment=comment,
        moderator_id=actor.id,
        outcome=outcome,
        reason=reason,
        note=note,
    )
    Report.objects.filter(comment=comment, decision=None).update(decision=decision)
    audit.record(
        publication_id=comment.publication_id,
        actor_id=actor.id,
        actor_name=actor.name,
        action=f"comment {outcome.value}",
        subject_kind="comment",
        subject_id=comment.id,
        reason=reason,
        details={"note": note, "decision": decision.id},
    )
