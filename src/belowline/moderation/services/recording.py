"""Writes down what was decided about a comment, and why; nothing else writes a decision."""

from dataclasses import dataclass, replace

from django.db.models import QuerySet

from belowline.accounts.queries.people import Actor
from belowline.core import audit
from belowline.core.markup import clean_line
from belowline.discussion.models import Comment
from belowline.discussion.services.standing import Standing
from belowline.moderation.models import REASONS_VERSION, Decision, Report, RuleMatch
from belowline.moderation.screening.definition import Action

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

    def cleaned(self) -> "Grounds":
        """With the words as they are kept. Raises Invalid where they are too long."""
        return replace(
            self,
            clause=clean_line(self.clause, most=_LONGEST_CLAUSE, field="clause"),
            explanation=clean_line(self.explanation, most=LONGEST, field="explanation"),
            note=clean_line(self.note, most=LONGEST, field="note"),
        )


def record_decision(
    actor: Actor, comment: Comment, outcome: Decision.Outcome, grounds: Grounds, before: Standing
) -> Decision:
    """Keeps the decision on a locked comment beside those before it, and closes its reports.

    `before` is the comment's state before it. Raises Invalid where the words are too long.
    """
    reports = Report.objects.filter(comment=comment, decision=None)
    found = grounds.found or _found(is_reported=reports.exists())
    decision = _kept(actor, comment, outcome, replace(grounds.cleaned(), found=found), before)
    reports.update(decision=decision)
    open_flags(comment.id).update(decision=decision)
    return decision


def record_hold_by_rule(comment: Comment, *, version_id: int) -> Decision:
    """Keeps that this version of a rule has held the comment, before anybody saw it."""
    grounds = Grounds(found=Decision.Found.RULE, automation=Decision.Automation.WHOLLY)
    held = Decision.Outcome.HELD
    return _kept(None, comment, held, grounds, None, rule_version_id=version_id)


def record_undoing(actor: Actor, comment: Comment, undone: Decision, before: Standing) -> Decision:
    """Keeps that a decision was undone, which stays where it is."""
    grounds = Grounds(found=Decision.Found.OWN_LOOK)
    return _kept(actor, comment, Decision.Outcome.UNDONE, grounds, before, undoes=undone)


def reopen_reports(decision: Decision) -> None:
    """The reports and flags that this decision closed wait again; but for the reports of people
    who have reported the comment once more since.
    """
    closed = Report.objects.filter(decision=decision)
    again = Report.objects.filter(comment=decision.comment_id, decision=None)
    reporters = again.filter(reporter__isnull=False).values_list("reporter_id", flat=True)
    closed.exclude(reporter_id__in=list(reporters)).update(decision=None)
    flags = RuleMatch.objects.filter(decision=decision, action=Action.FLAG.value)
    flags.update(decision=None)


def open_flags(comment_id: int) -> QuerySet[RuleMatch]:
    """The rules that brought the comment to the desk and that no decision has settled."""
    return RuleMatch.objects.filter(
        comment=comment_id, decision=None, is_live=True, action=Action.FLAG.value
    )


def _kept(
    actor: Actor | None,
    comment: Comment,
    outcome: Decision.Outcome,
    grounds: Grounds,
    before: Standing | None,
    undoes: Decision | None = None,
    rule_version_id: int | None = None,
) -> Decision:
    decision = Decision.objects.create(
        publication_id=comment.publication_id,
        comment=comment,
        moderator_id=actor.id if actor else None,
        outcome=outcome,
        reason=grounds.reason,
        reasons_version=REASONS_VERSION,
        clause=grounds.clause,
        explanation=grounds.explanation,
        note=grounds.note,
        found=grounds.found or Decision.Found.OWN_LOOK,
        automation=grounds.automation,
        text_version=comment.version,
        before=None if before is None else dict(before),
        rule_version_id=rule_version_id,
        undoes=undoes,
    )
    audit.record(
        publication_id=comment.publication_id,
        actor_id=actor.id if actor else None,
        actor_name=actor.name if actor else "",
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
