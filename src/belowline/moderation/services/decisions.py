"""A moderator decides on a comment: keep, hold, publish, remove, restore."""

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.queries.people import Actor
from belowline.core.markup import clean_line
from belowline.core.refusals import Invalid
from belowline.discussion.models import Comment
from belowline.moderation.models import Decision
from belowline.moderation.services.carrying_out import carry_out
from belowline.moderation.services.grounds import LONGEST, Grounds
from belowline.moderation.services.reason_choice import check_reason
from belowline.moderation.services.seen_comment import seen_comment

_Outcome = Decision.Outcome


@transaction.atomic
def keep_comment(*, actor: Actor, comment_id: int, version: int, note: str = "") -> int:
    """Decides that the comment stays and closes its reports; it can be reported again.

    Here and below, `version` is that of the text which the moderator has seen; Conflict says that
    the author has edited it since, or that the comment is in another state. Returns the decision's
    id.
    """
    comment = seen_comment(actor, comment_id, version)
    return _decided(actor, comment, _Outcome.KEPT, Grounds(note=note))


@transaction.atomic
def hold_comment(*, actor: Actor, comment_id: int, version: int, note: str = "") -> int:
    """Takes the comment out of its place until it is published or removed."""
    comment = seen_comment(actor, comment_id, version)
    return _decided(actor, comment, _Outcome.HELD, Grounds(note=note))


@transaction.atomic
def publish_comment(*, actor: Actor, comment_id: int, version: int, note: str = "") -> int:
    """Publishes a held comment in the place that it had."""
    comment = seen_comment(actor, comment_id, version)
    return _decided(actor, comment, _Outcome.PUBLISHED, Grounds(note=note))


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
) -> int:
    """Takes the comment out of sight; the reason, and the explanation, stand in its place."""
    check_reason(reason, publication_id=actor.publication_id)
    grounds = Grounds(reason=reason, clause=clause, explanation=explanation, note=note).cleaned()
    comment = seen_comment(actor, comment_id, version)
    return _decided(actor, comment, _Outcome.REMOVED, grounds)


@transaction.atomic
def hide_comment(
    *,
    actor: Actor,
    comment_id: int,
    version: int,
    reason: str,
    clause: str = "",
    explanation: str = "",
    note: str = "",
) -> int:
    """Takes the comment out of its place until its author edits it, and a moderator has read it."""
    check_reason(reason, publication_id=actor.publication_id)
    grounds = Grounds(reason=reason, clause=clause, explanation=explanation, note=note).cleaned()
    comment = seen_comment(actor, comment_id, version)
    return _decided(actor, comment, _Outcome.HIDDEN, grounds)


@transaction.atomic
def restore_comment(*, actor: Actor, comment_id: int, version: int, note: str) -> int:
    """Puts a removed comment back; the note says why and is kept in the audit log."""
    if not clean_line(note, most=LONGEST, field="note"):
        raise Invalid(gettext("Please give a reason for restoring the comment."), field="note")
    comment = seen_comment(actor, comment_id, version)
    return _decided(actor, comment, _Outcome.RESTORED, Grounds(note=note))


def _decided(actor: Actor, comment: Comment, outcome: Decision.Outcome, grounds: Grounds) -> int:
    (decision,) = carry_out(actor, [comment], outcome, grounds)
    return decision.id
