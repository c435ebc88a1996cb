"""Writes down what was decided about comments, people and discussions; nothing else does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from belowline.accounts.queries.people import Actor
from belowline.core import audit
from belowline.core.bulk_sql import update_rows
from belowline.discussion.models import Comment, Thread
from belowline.discussion.services.standing import Standing
from belowline.moderation.models import REASONS_VERSION, Batch, Decision, Report
from belowline.moderation.queries.reasons import reason_at
from belowline.moderation.services.flags import settle_flags
from belowline.moderation.services.grounds import Grounds
from belowline.moderation.services.letters import write_letters
from belowline.moderation.services.second_looks import draw


@dataclass(frozen=True, slots=True)
class About:
    """Whom a decision about a person concerns, and the further fields of models.Decision."""

    publication_id: int
    person_id: int
    occasion: Comment | None = None
    ends_at: datetime | None = None
    lifts: Decision | None = None
    undoes: Decision | None = None
    made_with: Decision | None = None


def record_decisions(
    actor: Actor,
    comments: Sequence[Comment],
    outcome: Decision.Outcome,
    grounds: Grounds,
    before: Mapping[int, Standing],
    *,
    batch: Batch | None = None,
) -> list[Decision]:
    """Keeps the decision on each of these locked comments beside those before it, and closes their
    reports, but for a label's; those of a batch have one line of the audit log, the batch's.

    `before` is each comment's state before it, by its id. Raises Invalid where the words are too
    long.
    """
    cleaned = grounds.cleaned()
    ids = [it.id for it in comments]
    reports = list(
        Report.objects.filter(comment__in=ids, decision=None).values_list("id", "comment_id")
    )
    reported = {comment_id for _, comment_id in reports}
    made = [
        _decision(actor, it, outcome, cleaned, before[it.id], is_reported=it.id in reported)
        for it in comments
    ]
    _note_version(made)
    _keep(actor, made, batch)
    if outcome is Decision.Outcome.LABELLED:
        return made
    by_comment = {it.comment_id or 0: it.id for it in made}
    update_rows(Report, ["decision_id"], [(by_comment[at], key) for key, at in reports])
    settle_flags(by_comment)
    return made


def record_by_rule(
    comment: Comment,
    version_id: int,
    outcome: Decision.Outcome,
    before: Standing | None,
    *,
    label: str = "",
) -> Decision:
    """Keeps that this version of a rule has held or labelled a comment as it was written, which
    was, or had been, so `before`.
    """
    found, automation = Decision.Found.RULE, Decision.Automation.WHOLLY
    grounds = Grounds(found=found, automation=automation, label=label)
    decision = _decision(None, comment, outcome, grounds, before)
    decision.rule_version_id = version_id
    _keep(None, [decision], None, is_told=False)
    return decision


def record_undoings(
    actor: Actor,
    comments: Sequence[Comment],
    undone: Mapping[int, Decision],
    before: Mapping[int, Standing],
    *,
    batch: Batch | None = None,
) -> list[Decision]:
    """Keeps that these decisions, by their comment, were undone, which stay where they are."""
    grounds = Grounds(found=Decision.Found.OWN_LOOK)
    made = [
        _decision(actor, it, Decision.Outcome.UNDONE, grounds, before[it.id]) for it in comments
    ]
    for decision in made:
        decision.undoes = undone[decision.comment_id or 0]
        decision.label = decision.undoes.label
    _keep(actor, made, batch)
    return made


def record_about_person(
    actor: Actor, about: About, outcome: Decision.Outcome, grounds: Grounds, *, is_told: bool = True
) -> Decision:
    """Keeps a decision about a person, who is locked and is told, unless they are told otherwise.
    Raises Invalid as above.
    """
    decision = _said(actor, about.publication_id, outcome, grounds.cleaned())
    decision.person_id, decision.occasion = about.person_id, about.occasion
    decision.ends_at, decision.lifts, decision.undoes = about.ends_at, about.lifts, about.undoes
    decision.made_with = about.made_with
    decision.before = {}
    _note_version([decision])
    _keep(actor, [decision], None, is_told=is_told)
    return decision


def record_about_thread(
    actor: Actor,
    thread: Thread,
    outcome: Decision.Outcome,
    grounds: Grounds,
    before: Standing,
    *,
    occasion: Comment | None = None,
    undoes: Decision | None = None,
) -> Decision:
    """Keeps a decision about this locked discussion, which was so `before`. Raises Invalid as
    above.
    """
    decision = _said(actor, thread.publication_id, outcome, grounds.cleaned())
    decision.thread, decision.occasion, decision.undoes = thread, occasion, undoes
    decision.before = dict(before)
    _note_version([decision])
    _keep(actor, [decision], None)
    return decision


def _decision(
    actor: Actor | None,
    comment: Comment,
    outcome: Decision.Outcome,
    grounds: Grounds,
    before: Standing | None,
    *,
    is_reported: bool = False,
) -> Decision:
    found = grounds.found or _found(is_reported=is_reported)
    decision = _said(actor, comment.publication_id, outcome, replace(grounds, found=found))
    decision.comment, decision.person_id = comment, comment.author_id
    decision.text_version = comment.version
    decision.before = None if before is None else dict(before)
    return decision


def _said(
    actor: Actor | None, publication_id: int, outcome: Decision.Outcome, grounds: Grounds
) -> Decision:
    return Decision(
        publication_id=publication_id,
        moderator_id=actor.id if actor else None,
        outcome=outcome,
        reason=grounds.reason,
        clause=grounds.clause,
        explanation=grounds.explanation,
        note=grounds.note,
        label=grounds.label,
        found=grounds.found or Decision.Found.OWN_LOOK,
        automation=grounds.automation,
    )


def _note_version(made: Sequence[Decision]) -> None:
    """These decisions, which are alike, say which version of the reason's words is in force."""
    if made and made[0].reason:
        known = reason_at(made[0].reason, publication_id=made[0].publication_id)
        for decision in made:
            decision.reasons_version = known.version if known else REASONS_VERSION


def _keep(
    actor: Actor | None, made: Sequence[Decision], batch: Batch | None, *, is_told: bool = True
) -> None:
    for decision in made:
        decision.batch = batch
    Decision.objects.bulk_create(made)
    draw(made)
    if batch is None:
        for decision in made:
            _audit(actor, decision)
    if is_told:
        write_letters(made, batch)


def _audit(actor: Actor | None, decision: Decision) -> None:
    subjects = {
        "comment": decision.comment_id,
        "thread": decision.thread_id,
        "person": decision.person_id,
    }
    kind = next((name for name, key in subjects.items() if key), "person")
    audit.record(
        publication_id=decision.publication_id,
        actor_id=actor.id if actor else None,
        actor_name=actor.name if actor else "",
        action=f"{kind} {Decision.Outcome(decision.outcome).value}",
        subject_kind=kind,
        subject_id=subjects[kind] or 0,
        reason=decision.reason,
        details={
            "clause": decision.clause,
            "explanation": decision.explanation,
            "note": decision.note,
            "label": decision.label,
            "decision": decision.id,
        },
    )


def _found(*, is_reported: bool) -> Decision.Found:
    return Decision.Found.REPORT if is_reported else Decision.Found.OWN_LOOK
