"""Writes down what was decided about a comment, and why; nothing else writes a decision."""

from dataclasses import dataclass

from belowline.accounts.queries.people import Actor
from belowline.core import audit
from belowline.core.markup import clean_line
from belowline.discussion.models import Comment
from belowline.moderation.models import REASONS_VERSION, Decision, Report

LONGEST = 250
"""Characters of an explanation or a note."""
_LONGEST_CLAUSE = 200


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why something was decided.

    `reason` is a code, `clause` the rule or law; `explanation` is for the writer and the readers,
    `note` for moderators only. `found` is what brought the comment up: None where an open report
    or else the moderator's own look did.
    """

    reason: str = ""
    clause: str = ""
    explanation: str = ""
    note: str = ""
    found: Decision.Found | None = None
    automation: Decision.Automation = Decision.Automation.NOT


def record_decision(
    actor: Actor, comment: Comment, outcome: Decision.Outcome, grounds: Grounds
) -> Decision:
    """Keeps the decision on a locked comment beside those before it, and closes its reports.

    Raises Invalid where the words are too long.
    """
    reports = Report.objects.filter(comment=comment, decision=None)
    decision = Decision.objects.create(
        publication_id=comment.publication_id,
        comment=comment,
        moderator_id=actor.id,
        outcome=outcome,
        reason=grounds.reason,
        reasons_version=REASONS_VERSION,
        clause=clean_line(grounds.clause, most=_LONGEST_CLAUSE, field="clause"),
        explanation=clean_line(grounds.explanation, most=LONGEST, field="explanation"),
        note=clean_line(grounds.note, most=LONGEST, field="note"),
        found=grounds.found or _found(is_reported=reports.exists()),
        automation=grounds.automation,
        text_version=comment.version,
    )
    reports.update(decision=decision)
    audit.record(
        publication_id=comment.publication_id,
        actor_id=actor.id,
        actor_name=actor.name,
        action=f"comment {outcome.value}",
        subject_kind="comment",
        subject_id=comment.id,
        reason=grounds.reason,
        details={
            "clause": decision.clause,
            "explanation": decision.explanation,
            "note": decision.note,
            "decision": decision.id,
        },
    )
    return decision


def _found(*, is_reported: bool) -> Decision.Found:
    return Decision.Found.REPORT if is_reported else Decision.Found.OWN_LOOK
