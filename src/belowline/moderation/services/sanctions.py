"""A moderator decides about a person: reminds, warns, limits for a while, closes; and ends it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.models import Person
from belowline.accounts.queries.people import Actor, actors, actors_of
from belowline.core.clock import now
from belowline.core.refusals import Conflict, Invalid, NotAllowed, NotFound
from belowline.discussion.models import Comment
from belowline.discussion.policies import check_may_moderate
from belowline.moderation.models import Decision
from belowline.moderation.policies import check_may_sanction
from belowline.moderation.queries.made_together import made_together
from belowline.moderation.queries.measures import LASTING, SAID, measures_in_force
from belowline.moderation.services.grounds import Grounds
from belowline.moderation.services.letters import take_back_letters
from belowline.moderation.services.reason_choice import check_reason
from belowline.moderation.services.recording import About, record_about_person
from belowline.moderation.services.restricting import refresh_restrictions

MOST_DAYS = 365
_Outcome = Decision.Outcome


@transaction.atomic
def decide_on_person(
    *,
    actor: Actor,
    person_id: int,
    outcome: str,
    grounds: Grounds,
    days: str = "",
    occasion_id: int | None = None,
    is_confirmed: bool = False,
) -> int:
    """Decides about a person, over the comment `occasion_id` if there is one, for so many days if
    the outcome lasts and has an end. `is_confirmed` replies to the question that is asked before
    acting on colleagues and protected readers.

    Returns the decision's id. Raises NotFound, NotAllowed, Invalid, or Conflict where the same is
    in force already.
    """
    check_may_moderate(actor, actor.publication_id)
    if outcome not in LASTING and outcome not in SAID:
        raise Invalid(gettext("Please choose what to do."), field="outcome")
    check_reason(grounds.reason, publication_id=actor.publication_id)
    ends_at = _end(outcome, days)
    check_may_sanction(actor, locked_person(actor, person_id), is_confirmed=is_confirmed)
    _check_is_new(actor, person_id, outcome)
    about = About(
        actor.publication_id,
        person_id,
        occasion=_occasion(actor, person_id, occasion_id),
        ends_at=ends_at,
    )
    decision = record_about_person(actor, about, _Outcome(outcome), grounds)
    refresh_restrictions(person_id=person_id, publication_id=actor.publication_id)
    return decision.id


@transaction.atomic
def lift_measure(*, actor: Actor, decision_id: int, note: str = "") -> int:
    """Ends what a decision keeps from somebody before its time; it stays on record that it was.

    Raises NotFound, NotAllowed, Invalid, or Conflict where it is over already.
    """
    decision = _decision(actor, decision_id)
    person_id = decision.person_id or 0
    check_may_sanction(actor, locked_person(actor, person_id), is_confirmed=True)
    publication_id = actor.publication_id
    standing = measures_in_force(person_id=person_id, publication_id=publication_id)
    if decision.id not in {it.id for it in standing}:
        raise Conflict(gettext("This is already over."))
    about = About(actor.publication_id, person_id, lifts=decision)
    lifted = record_about_person(actor, about, _Outcome.LIFTED, Grounds(note=note))
    refresh_restrictions(person_id=person_id, publication_id=publication_id)
    return lifted.id


@transaction.atomic
def undo_person_decision(*, actor: Actor, decision_id: int) -> int:
    """Takes a decision about a person back, as if it had not been made; it stays on record. One
    that was made at several publications in one act is taken back at all of them.

    Raises NotFound, NotAllowed, or Conflict where it was taken back before.
    """
    decision = _decision(actor, decision_id)
    other = locked_person(actor, decision.person_id or 0)
    check_may_sanction(actor, other, is_confirmed=True)
    _check_may_everywhere(actor, other, made_together(decision))
    return reverse_person_decision(actor, decision)


def reverse_person_decision(actor: Actor, decision: Decision, *, is_told: bool = True) -> int:
    """The same for whoever has been found to be allowed it; the person is told, unless they are
    told otherwise. In a transaction.
    """
    if decision.outcome == _Outcome.UNDONE or decision.undone_by.exists():
        raise Conflict(gettext("This decision can’t be undone."))
    made = made_together(decision)
    standing = [it for it in made if not it.undone_by.exists()]
    undone = {it.id: _reversed(actor, it) for it in standing}
    take_back_letters(made, is_told=is_told)
    for it in standing:
        person_id = it.person_id or 0
        refresh_restrictions(person_id=person_id, publication_id=it.publication_id)
    return undone[decision.id]


def locked_person(actor: Actor, person_id: int) -> Actor:
    """The person, locked, as the actor’s publication sees them. Raises NotFound."""
    person = Person.objects.select_for_update(no_key=True).filter(pk=person_id).first()
    if person is None or not person.is_active:
        raise NotFound(gettext("No reader found at this address."))
    return actors(people={person.id: person.name}, publication_id=actor.publication_id)[person.id]


def _reversed(actor: Actor, decision: Decision) -> int:
    about = About(decision.publication_id, decision.person_id or 0, undoes=decision)
    return record_about_person(actor, about, _Outcome.UNDONE, Grounds()).id


def _check_may_everywhere(actor: Actor, other: Actor, made: Sequence[Decision]) -> None:
    """Of an act at several publications, who takes it back has to be allowed it at all of them."""
    known = {it.publication_id: it for it in actors_of(actor) if it.moderates}
    for it in made if len(made) > 1 else ():
        there = known.get(it.publication_id)
        if there is None:
            raise NotAllowed(
                gettext(
                    "This was decided for several sites at once, and you don’t moderate all of "
                    "them. You can lift it here."
                )
            )
        seen = actors(people={other.id: other.name}, publication_id=it.publication_id)[other.id]
        check_may_sanction(there, seen, is_confirmed=True)


def _decision(actor: Actor, decision_id: int) -> Decision:
    """The publication's decision about a person, who is locked."""
    check_may_moderate(actor, actor.publication_id)
    decision = Decision.objects.filter(pk=decision_id).first()
    is_here = decision is not None and decision.publication_id == actor.publication_id
    if decision is None or not is_here or decision.comment_id or decision.person_id is None:
        raise NotFound(gettext("This decision does not exist."))
    return decision


def _end(outcome: str, days: str) -> datetime | None:
    if outcome not in LASTING or outcome == _Outcome.CLOSED:
        return None
    is_number = days.isascii() and days.isdigit() and len(days) <= len(str(MOST_DAYS))
    if not is_number or not 1 <= int(days) <= MOST_DAYS:
        sentence = gettext("Please enter a number of days from 1 to %(n)s.") % {"n": MOST_DAYS}
        raise Invalid(sentence, field="days")
    return now() + timedelta(days=int(days))


def _check_is_new(actor: Actor, person_id: int, outcome: str) -> None:
    """A measure is not laid over another of its kind that holds: that one is lifted first."""
    standing = measures_in_force(person_id=person_id, publication_id=actor.publication_id)
    if any(it.outcome == outcome for it in standing):
        raise Conflict(gettext("This is already in force. Lift it first to set another end."))


def _occasion(actor: Actor, person_id: int, comment_id: int | None) -> Comment | None:
    if comment_id is None:
        return None
    comment = Comment.objects.select_related("thread").filter(pk=comment_id).first()
    if comment is None or comment.publication_id != actor.publication_id:
        raise NotFound(gettext("This comment does not exist."))
    if comment.author_id != person_id:
        raise Conflict(gettext("Someone else wrote this comment."))
    return comment
