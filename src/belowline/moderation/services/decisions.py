"""A moderator decides on a comment: keep, hold, publish, remove, restore; and undoes it."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.queries.people import Actor
from belowline.core.clock import now
from belowline.core.events import publish as tell
from belowline.core.markup import clean_line
from belowline.core.refusals import Conflict, Invalid
from belowline.core.tasks import enqueue
from belowline.discussion.events import (
    CommentHeld,
    CommentPublished,
    CommentRemoved,
    CommentRestored,
)
from belowline.discussion.models import Comment
from belowline.discussion.policies import check_may_moderate
from belowline.discussion.services.locks import lock_comment
from belowline.discussion.services.standing import Standing, return_to, standing_of
from belowline.discussion.services.states import Act
from belowline.discussion.services.visibility import hide, hold, show
from belowline.moderation.models import Decision
from belowline.moderation.services.cases import case_as_it_is, settle_case
from belowline.moderation.services.letters import GRACE, take_back_letters
from belowline.moderation.services.reason_choice import check_reason
from belowline.moderation.services.recording import (
    LONGEST,
    Grounds,
    record_decision,
    record_undoing,
    reopen_reports,
)

_Outcome = Decision.Outcome


@transaction.atomic
def keep_comment(*, actor: Actor, comment_id: int, version: int, note: str = "") -> int:
    """Decides that the comment stays and closes its reports; it can be reported again.

    Here and below, `version` is that of the text which the moderator has seen; Conflict says that
    the author has edited it since, or that the comment is in another state. Returns the decision's
    id.
    """
    comment, before = _seen(actor, comment_id, version)
    if comment.status != Comment.Status.PUBLISHED:
        raise Conflict(gettext("Only comments that are shown can be kept."))
    return _recorded(actor, comment, _Outcome.KEPT, Grounds(note=note), before)


@transaction.atomic
def hold_comment(*, actor: Actor, comment_id: int, version: int, note: str = "") -> int:
    """Takes the comment out of its place until it is published or removed."""
    comment, before = _seen(actor, comment_id, version)
    revision = hold(comment)
    tell(CommentHeld(**_facts(comment, revision)))
    return _recorded(actor, comment, _Outcome.HELD, Grounds(note=note), before)


@transaction.atomic
def publish_comment(*, actor: Actor, comment_id: int, version: int, note: str = "") -> int:
    """Publishes a held comment in the place that it had."""
    comment, before = _seen(actor, comment_id, version)
    revision = show(comment, Act.PUBLISH)
    tell(CommentPublished(**_facts(comment, revision), root_id=comment.root_id))
    return _recorded(actor, comment, _Outcome.PUBLISHED, Grounds(note=note), before)


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
    comment, before = _seen(actor, comment_id, version)
    revision = hide(comment, Act.REMOVE, reason=reason, explanation=grounds.explanation)
    tell(CommentRemoved(**_facts(comment, revision)))
    return _recorded(actor, comment, _Outcome.REMOVED, grounds, before)


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
    comment, before = _seen(actor, comment_id, version)
    revision = hold(comment, reason=reason, explanation=grounds.explanation)
    tell(CommentHeld(**_facts(comment, revision)))
    return _recorded(actor, comment, _Outcome.HIDDEN, grounds, before)


@transaction.atomic
def restore_comment(*, actor: Actor, comment_id: int, version: int, note: str) -> int:
    """Puts a removed comment back; the note says why and is kept in the audit log."""
    if not clean_line(note, most=LONGEST, field="note"):
        raise Invalid(gettext("Please give a reason for restoring the comment."), field="note")
    comment, before = _seen(actor, comment_id, version)
    revision = show(comment, Act.RESTORE)
    tell(CommentRestored(**_facts(comment, revision)))
    return _recorded(actor, comment, _Outcome.RESTORED, Grounds(note=note), before)


@transaction.atomic
def undo_decision(*, actor: Actor, comment_id: int, decision_id: int, is_told: bool = True) -> int:
    """Brings the comment and its reports back to what they were before its last decision; whoever
    was written to about it is told, unless they are told otherwise.

    Returns the id of the decision that says so. Raises NotFound, NotAllowed, and Conflict where it
    was decided upon again since, or there is no way back.
    """
    comment = lock_comment(comment_id)
    check_may_moderate(actor, comment.publication_id)
    last = Decision.objects.filter(comment=comment).order_by("-id").first()
    if last is None or last.id != decision_id:
        raise Conflict(gettext("Another decision on this comment has been made since."))
    if last.before is None or last.outcome == _Outcome.UNDONE:
        raise Conflict(gettext("This decision can’t be undone."))
    before = standing_of(comment)
    revision = return_to(comment, last.before)
    if revision is not None:
        _tell_state(comment, revision, was=before["status"])
    reopen_reports(last)
    undone = record_undoing(actor, comment, last, before)
    settle_case(comment.id, as_before=last.before)
    take_back_letters(last, is_told=is_told)
    return undone.id


def _tell_state(comment: Comment, revision: int, *, was: str) -> None:
    facts = _facts(comment, revision)
    if comment.status == Comment.Status.HELD:
        tell(CommentHeld(**facts))
    elif comment.status == Comment.Status.REMOVED:
        tell(CommentRemoved(**facts, undoes=True))
    elif was == Comment.Status.HELD:
        tell(CommentPublished(**facts, root_id=comment.root_id, undoes=True))
    else:
        tell(CommentRestored(**facts, undoes=True))


def _recorded(
    actor: Actor, comment: Comment, outcome: Decision.Outcome, grounds: Grounds, before: Standing
) -> int:
    noted = {**before, **case_as_it_is(comment.id)}
    decision = record_decision(actor, comment, outcome, grounds, noted)
    settle_case(comment.id)
    if outcome is _Outcome.KEPT and decision.found == Decision.Found.REPORT:
        payload = {"publication_id": comment.publication_id, "decision_id": decision.id}
        enqueue("tell-reporters", payload, due_at=now() + GRACE)
    return decision.id


def _seen(actor: Actor, comment_id: int, version: int) -> tuple[Comment, Standing]:
    """The comment, locked, where this moderator may decide on it and has seen its present text;
    and its state.
    """
    comment = lock_comment(comment_id)
    check_may_moderate(actor, comment.publication_id)
    if comment.version != version:
        raise Conflict(
            gettext(
                "The author has edited this comment since you opened it. Please read it "
                "again before deciding."
            )
        )
    return comment, standing_of(comment)


def _facts(comment: Comment, revision: int) -> dict[str, Any]:
    return {
        "publication_id": comment.publication_id,
        "thread_id": comment.thread_id,
        "revision": revision,
        "comment_id": comment.id,
    }
