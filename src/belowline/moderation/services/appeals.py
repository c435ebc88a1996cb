"""A second look at a decision: asked for by whom it concerns, decided by somebody else."""

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.queries.people import Actor
from belowline.core import audit
from belowline.core.clock import now
from belowline.core.markup import clean_text
from belowline.core.markup.bounds import too_long
from belowline.core.refusals import Conflict, Invalid, NotFound
from belowline.discussion.models import Comment
from belowline.discussion.policies import check_may_moderate
from belowline.moderation.models import Appeal, Decision, Letter
from belowline.moderation.policies import check_may_decide_appeal
from belowline.moderation.queries.letter_facts import APPEAL_FOR, TOLD, WITHOUT_APPEAL
from belowline.moderation.queries.made_together import made_together
from belowline.moderation.queries.measures import measures_in_force
from belowline.moderation.services.decisions import publish_comment, restore_comment
from belowline.moderation.services.grounds import Grounds
from belowline.moderation.services.letters import write
from belowline.moderation.services.recording import About, record_about_person
from belowline.moderation.services.restricting import refresh_restrictions
from belowline.moderation.services.sanctions import reverse_person_decision
from belowline.moderation.services.undoing import undo_decision

LONGEST_APPEAL = 2_000
LONGEST_ANSWER = 1_000
_Outcome, _Result = Decision.Outcome, Appeal.Result


@transaction.atomic
def ask_for_second_look(*, person_id: int, publication_id: int, letter_id: int, text: str) -> int:
    """Keeps that somebody asks for another look at the decision that a letter told them of; returns
    the appeal's id.

    Raises NotFound, Invalid, or Conflict where it was asked before, is too late, or the decision
    does not hold any more.
    """
    letter = Letter.objects.select_for_update().filter(pk=letter_id).first()
    whose = (letter.person_id, letter.publication_id) if letter else None
    if letter is None or letter.decision is None or whose != (person_id, publication_id):
        raise NotFound(gettext("There is no such letter."))
    decision = letter.decision
    cleaned = _cleaned(text, most=LONGEST_APPEAL, field="text")
    _check_is_open_to_it(decision)
    appeal = Appeal.objects.create(
        publication_id=publication_id, decision=decision, person_id=person_id, text=cleaned
    )
    _log(appeal, None, "appeal made")
    return appeal.id


@transaction.atomic
def decide_appeal(*, actor: Actor, appeal_id: int, result: str, answer: str) -> None:
    """Decides on a second look, and tells whom it concerns with the reasons.

    What is reversed is as if it had not been decided; in part: it stands, keeps nothing from them
    any more, and gives no points. Raises NotFound, NotAllowed for who decided first, Invalid, or
    Conflict where it was decided meanwhile or there is no way back.
    """
    check_may_moderate(actor, actor.publication_id)
    appeal = Appeal.objects.select_for_update(of=("self",)).filter(pk=appeal_id).first()
    if appeal is None or appeal.publication_id != actor.publication_id:
        raise NotFound(gettext("There is no such appeal."))
    if appeal.decided_at is not None:
        raise Conflict(gettext("This appeal has already been decided."))
    decision = appeal.decision
    check_may_decide_appeal(actor, appeal.person_id, decision.moderator_id)
    if result not in _Result.values:
        raise Invalid(gettext("Please choose what becomes of it."), field="result")
    appeal.answer = _cleaned(answer, most=LONGEST_ANSWER, field="answer")
    appeal.result, appeal.decided_at, appeal.decided_by_id = result, now(), actor.id
    appeal.save(update_fields=["answer", "result", "decided_at", "decided_by"])
    if result == _Result.REVERSED:
        _reverse(actor, decision)
    elif result == _Result.PARTLY:
        _lift(actor, decision)
    _log(appeal, actor, f"appeal {result}")
    write(decision, f"appeal-{result}", answer=appeal.answer)


def _check_is_open_to_it(decision: Decision) -> None:
    is_told = decision.outcome in TOLD and decision.outcome not in WITHOUT_APPEAL
    if not is_told or decision.undone_by.exists():
        raise Conflict(gettext("There is nothing to look at again: the decision no longer holds."))
    if decision.decided_at + APPEAL_FOR < now():
        raise Conflict(gettext("The six months in which you could ask for this are over."))
    if Appeal.objects.filter(decision=decision).exists():
        raise Conflict(gettext("You have already asked for a second look at this decision."))


def _reverse(actor: Actor, decision: Decision) -> None:
    """Brings all back: by undoing, where it is the last decision on its comment, else by another
    decision, where it is the one for which the comment is out of sight.
    """
    if decision.comment_id is None:
        if not decision.undone_by.exists():
            reverse_person_decision(actor, decision, is_told=False)
        return
    comment = Comment.objects.get(pk=decision.comment_id)
    made = Decision.objects.filter(comment=comment, label="").order_by("-id")
    last = made.first()
    is_hidden = comment.status in (Comment.Status.REMOVED, Comment.Status.HELD)
    standing = made.filter(undone_by=None).exclude(outcome=_Outcome.UNDONE).first()
    if not is_hidden or standing is None or standing.id != decision.id:
        return
    if last is not None and last.id == decision.id and last.before is not None:
        undo_decision(actor=actor, comment_id=comment.id, decision_id=decision.id, is_told=False)
    elif comment.status == Comment.Status.HELD:
        publish_comment(actor=actor, comment_id=comment.id, version=comment.version)
    else:
        note = gettext("Reversed on appeal.")
        restore_comment(actor=actor, comment_id=comment.id, version=comment.version, note=note)


def _lift(actor: Actor, decision: Decision) -> None:
    """What the decision keeps from the person is over, wherever it was made in the same act; of a
    comment nothing changes but points.
    """
    if decision.comment_id is not None or decision.person_id is None:
        return
    person_id = decision.person_id
    for it in made_together(decision):
        standing = measures_in_force(person_id=person_id, publication_id=it.publication_id)
        if it.id in {each.id for each in standing}:
            about = About(it.publication_id, person_id, lifts=it)
            record_about_person(actor, about, _Outcome.LIFTED, Grounds(), is_told=False)
            refresh_restrictions(person_id=person_id, publication_id=it.publication_id)


def _cleaned(text: str, *, most: int, field: str) -> str:
    cleaned = clean_text(text, most=most, field=field)
    if not cleaned:
        raise Invalid(gettext("Please write why."), field=field)
    if len(cleaned) > most:
        raise too_long(most, field)
    return cleaned


def _log(appeal: Appeal, actor: Actor | None, action: str) -> None:
    audit.record(
        publication_id=appeal.publication_id,
        actor_id=actor.id if actor else appeal.person_id,
        actor_name=actor.name if actor else "",
        action=action,
        subject_kind="appeal",
        subject_id=appeal.id,
        details={"decision": appeal.decision_id},
    )
