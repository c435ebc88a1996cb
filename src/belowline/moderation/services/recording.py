"""Writes down what was decided, about what, and why; nothing else writes a decision."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from belowline.accounts.queries.people import Actor
from belowline.core import audit
from belowline.core.markup import clean_line
from belowline.discussion.models import Comment
from belowline.discussion.services.standing import Standing
from belowline.moderation.models import REASONS_VERSION, Decision, Report
from belowline.moderation.queries.reasons import reason_at
from belowline.moderation.services.letters import write_letter

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


@dataclass(frozen=True, slots=True)
class About:
    """What a decision is about, and whom it concerns: fields of models.Decision."""

    publication_id: int
    person_id: int | None
    comment: Comment | None = None
    occasion: Comment | None = None
    ends_at: datetime | None = None
    lifts: Decision | None = None
    undoes: Decision | None = None

    @property
    def subject(self) -> tuple[str, int]:
        """The kind of its subject, and that one's id."""
        if self.comment is not None:
            return "comment", self.comment.id
        return "person", self.person_id or 0


def record_decision(
    actor: Actor, comment: Comment, outcome: Decision.Outcome, grounds: Grounds, before: Standing
) -> Decision:
    """Keeps the decision on a locked comment beside those before it, and closes its reports.

    `before` is the comment's state before it. Raises Invalid where the words are too long.
    """
    reports = Report.objects.filter(comment=comment, decision=None)
    found = grounds.found or _found(is_reported=reports.exists())
    about = About(comment.publication_id, comment.author_id, comment)
    decision = _kept(actor, about, outcome, replace(grounds.cleaned(), found=found), before)
    reports.update(decision=decision)
    return decision


def record_about(
    actor: Actor,
    about: About,
    outcome: Decision.Outcome,
    grounds: Grounds,
    *,
    is_told: bool = True,
) -> Decision:
    """Keeps a decision about a person, who is locked and is told, unless they are told otherwise.
    Raises Invalid as above.
    """
    return _kept(actor, about, outcome, grounds.cleaned(), {}, is_told=is_told)


def record_undoing(actor: Actor, comment: Comment, undone: Decision, before: Standing) -> Decision:
    """Keeps that a decision on a comment was undone, which stays where it is."""
    about = About(comment.publication_id, undone.person_id, comment, undoes=undone)
    return _kept(actor, about, Decision.Outcome.UNDONE, Grounds(), before)


def reopen_reports(decision: Decision) -> None:
    """The reports that this decision closed wait again; but for those of people who have reported
    the comment once more since.
    """
    closed = Report.objects.filter(decision=decision)
    again = Report.objects.filter(comment=decision.comment_id, decision=None)
    reporters = again.filter(reporter__isnull=False).values_list("reporter_id", flat=True)
    closed.exclude(reporter_id__in=list(reporters)).update(decision=None)


def _kept(
    actor: Actor,
    about: About,
    outcome: Decision.Outcome,
    grounds: Grounds,
    before: Mapping[str, Any],
    *,
    is_told: bool = True,
) -> Decision:
    known = reason_at(grounds.reason, publication_id=about.publication_id)
    decision = Decision.objects.create(
        publication_id=about.publication_id,
        comment=about.comment,
        person_id=about.person_id,
        occasion=about.occasion,
        moderator_id=actor.id,
        outcome=outcome,
        reason=grounds.reason,
        reasons_version=known.version if known else REASONS_VERSION,
        clause=grounds.clause,
        explanation=grounds.explanation,
        note=grounds.note,
        found=grounds.found or Decision.Found.OWN_LOOK,
        automation=grounds.automation,
        text_version=about.comment.version if about.comment else 1,
        ends_at=about.ends_at,
        before=dict(before),
        undoes=about.undoes,
        lifts=about.lifts,
    )
    _log(actor, about, decision)
    if is_told:
        write_letter(decision)
    return decision


def _log(actor: Actor, about: About, decision: Decision) -> None:
    kind, subject_id = about.subject
    audit.record(
        publication_id=about.publication_id,
        actor_id=actor.id,
        actor_name=actor.name,
        action=f"{kind} {decision.outcome}",
        subject_kind=kind,
        subject_id=subject_id,
        reason=decision.reason,
        details={
            "clause": decision.clause,
            "explanation": decision.explanation,
            "note": decision.note,
            "decision": decision.id,
        },
    )


def _found(*, is_reported: bool) -> Decision.Found:
    return Decision.Found.REPORT if is_reported else Decision.Found.OWN_LOOK
