"""What moderators do with a case before it is decided: take it, pass it on, leave a note."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.queries.people import Actor
from belowline.accounts.queries.staff import staff
from belowline.core import audit
from belowline.core.clock import now
from belowline.core.markup import clean_line
from belowline.core.refusals import Conflict, Invalid, NotFound
from belowline.discussion.policies import check_may_moderate
from belowline.discussion.services.locks import lock_comment
from belowline.moderation.models import Case, CaseNote
from belowline.moderation.services.grounds import LONGEST

CLAIM = timedelta(minutes=3)
"""For how long a case that somebody has opened is theirs, unless they still look at it."""


@transaction.atomic
def open_case(*, actor: Actor, comment_id: int) -> int:
    """The id of the comment's case; where nothing waited yet, one is made that waits for nothing.

    Raises NotFound, NotAllowed.
    """
    comment = lock_comment(comment_id)
    check_may_moderate(actor, comment.publication_id)
    moment = now()
    made, _ = Case.objects.get_or_create(
        comment=comment,
        defaults={
            "publication_id": comment.publication_id,
            "thread_id": comment.thread_id,
            "is_open": False,
            "opened_at": moment,
            "due_at": moment,
            "urgent_at": moment,
        },
    )
    return made.id


@transaction.atomic
def claim_case(*, actor: Actor, case_id: int) -> int | None:
    """Takes a case that waits, or keeps it for three minutes more.

    Returns who has it instead, or None where it is the actor's now. Raises NotFound.
    """
    case = _locked(actor, case_id)
    if _is_others(case, actor, now()):
        return case.claimed_by_id
    if case.is_open:
        case.claimed_by_id, case.claimed_until = actor.id, now() + CLAIM
        case.save(update_fields=["claimed_by", "claimed_until"])
    return None


@transaction.atomic
def release_case(*, actor: Actor, case_id: int) -> None:
    """Gives a case back that the actor has; of others' nothing changes. Raises NotFound."""
    case = _locked(actor, case_id)
    if case.claimed_by_id == actor.id:
        case.claimed_by_id, case.claimed_until = None, None
        case.save(update_fields=["claimed_by", "claimed_until"])


@transaction.atomic
def escalate_case(*, actor: Actor, case_id: int, note: str) -> None:
    """Passes a case on to an editor, with a note that says why. Raises NotFound, Conflict, Invalid.

    A comment that waits for nothing can be passed on as well.
    """
    case = _locked(actor, case_id)
    if not case.is_open:
        raise Conflict(gettext("This case has already been decided."))
    _note(actor, case, CaseNote.Kind.ESCALATED, note)
    case.is_escalated, case.claimed_by_id, case.claimed_until = True, None, None
    case.save(update_fields=["is_escalated", "claimed_by", "claimed_until"])


@transaction.atomic
def assign_case(*, actor: Actor, case_id: int, person_id: int | None) -> None:
    """Gives a case to one of the staff, or to nobody in particular. Raises NotFound, Invalid."""
    case = _locked(actor, case_id)
    known = {member.id: member.name for member in staff(actor.publication_id)}
    if person_id is not None and person_id not in known:
        raise Invalid(gettext("Please choose a member of the staff."), field="assignee")
    case.assignee_id = person_id
    case.save(update_fields=["assignee"])
    told = known[person_id] if person_id is not None else ""
    _keep(actor, case, CaseNote.Kind.ASSIGNED, told)


@transaction.atomic
def note_on_case(*, actor: Actor, case_id: int, text: str) -> None:
    """Leaves a note for the other moderators. Raises NotFound, Invalid."""
    _note(actor, _locked(actor, case_id), CaseNote.Kind.NOTE, text)


def _note(actor: Actor, case: Case, kind: CaseNote.Kind, text: str) -> None:
    cleaned = clean_line(text, most=LONGEST, field="note")
    if not cleaned:
        raise Invalid(gettext("Please write a note."), field="note")
    _keep(actor, case, kind, cleaned)


def _keep(actor: Actor, case: Case, kind: CaseNote.Kind, text: str) -> None:
    note = CaseNote.objects.create(case=case, author_id=actor.id, kind=kind, text=text)
    audit.record(
        publication_id=case.publication_id,
        actor_id=actor.id,
        actor_name=actor.name,
        action=f"case {kind.value}",
        subject_kind="comment",
        subject_id=case.comment_id,
        details={"case_note": note.id},
    )


def _locked(actor: Actor, case_id: int) -> Case:
    check_may_moderate(actor, actor.publication_id)
    case = Case.objects.select_for_update().filter(pk=case_id).first()
    if case is None or case.publication_id != actor.publication_id:
        raise NotFound(gettext("This case does not exist."))
    return case


def _is_others(case: Case, actor: Actor, moment: datetime) -> bool:
    return (
        case.claimed_by_id not in (None, actor.id)
        and case.claimed_until is not None
        and case.claimed_until > moment
    )
