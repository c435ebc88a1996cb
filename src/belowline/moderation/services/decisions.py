"""A moderator decides on a comment: keep, hold, publish, remove, restore."""

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.queries.people import Actor
from belowline.core.events import publish as tell
from belowline.core.markup import clean_line
from belowline.core.refusals import Conflict, Invalid
from belowline.discussion.events import (
    CommentHeld,
    CommentPublished,
    CommentRemoved,
    CommentRestored,
)
from belowline.discussion.models import Comment
from belowline.discussion.policies import check_may_moderate
from belowline.discussion.services.locks import lock_comment
from belowline.discussion.services.states import Act
from belowline.discussion.services.visibility import hide, hold, show
from belowline.moderation.models import Decision, Reason
from belowline.moderation.services.recording import LONGEST, Grounds, record_decision

_Outcome = Decision.Outcome


@transaction.atomic
def keep_comment(*, actor: Actor, comment_id: int, version: int, note: str = "") -> None:
    """Decides that the comment stays and closes its reports; it can be reported again.

    Here and below, `version` is that of the text which the moderator has seen; Conflict says that
    the author has edited it since, or that the comment is in another state.
    """
    comment = _seen(actor, comment_id, version)
    if comment.status != Comment.Status.PUBLISHED:
        raise Conflict(gettext("Only comments that are shown can be kept."))
    record_decision(actor, comment, _Outcome.KEPT, Grounds(note=note))


@transaction.atomic
def hold_comment(*, actor: Actor, comment_id: int, version: int, note: str = "") -> None:
    """Takes the comment out of its place until it is published or removed."""
    comment = _seen(actor, comment_id, version)
    revision = hold(comment)
    record_decision(actor, comment, _Outcome.HELD, Grounds(note=note))
    tell(CommentHeld(**_facts(comment, revision)))


@transaction.atomic
def publish_comment(*, actor: Actor, comment_id: int, version: int, note: str = "") -> None:
    """Publishes a held comment in the place that it had."""
    comment = _seen(actor, comment_id, version)
    revision = show(comment, Act.PUBLISH)
    record_decision(actor, comment, _Outcome.PUBLISHED, Grounds(note=note))
    tell(CommentPublished(**_facts(comment, revision), root_id=comment.root_id))


@transaction.atomic
def remove_comment(
    *,
    actor: Actor,
    comment_id: int,
    version: int,
    reason: str,
    clause: str = "",
    explanation: str = "",
    note: str = "",
) -> None:
    """Takes the comment out of sight; the reason, and the explanation, stand in its place."""
    if reason not in Reason.values:
        raise Invalid(gettext("Please choose a reason. Readers will see it."), field="reason")
    grounds = Grounds(reason=reason, clause=clause, explanation=explanation, note=note)
    comment = _seen(actor, comment_id, version)
    decision = record_decision(actor, comment, _Outcome.REMOVED, grounds)
    revision = hide(comment, Act.REMOVE, reason=decision.reason, explanation=decision.explanation)
    tell(CommentRemoved(**_facts(comment, revision)))


@transaction.atomic
def restore_comment(*, actor: Actor, comment_id: int, version: int, note: str) -> None:
    """Puts a removed comment back; the note says why and is kept in the audit log."""
    if not clean_line(note, most=LONGEST, field="note"):
        raise Invalid(gettext("Please give a reason for restoring the comment."), field="note")
    comment = _seen(actor, comment_id, version)
    revision = show(comment, Act.RESTORE)
    record_decision(actor, comment, _Outcome.RESTORED, Grounds(note=note))
    tell(CommentRestored(**_facts(comment, revision)))


def _seen(actor: Actor, comment_id: int, version: int) -> Comment:
    """The comment, locked, where this moderator may decide on it and has seen its present text."""
    comment = lock_comment(comment_id)
    check_may_moderate(actor, comment.publication_id)
    if comment.version != version:
        raise Conflict(
            gettext(
                "The author has edited this comment since you opened it. Please read it "
                "again before deciding."
            )
        )
    return comment


def _facts(comment: Comment, revision: int) -> dict[str, int]:
    return {
        "publication_id": comment.publication_id,
        "thread_id": comment.thread_id,
        "revision": revision,
        "comment_id": comment.id,
    }
