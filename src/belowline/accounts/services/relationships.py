"""A reader mutes or blocks another, or no longer does."""

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.models import Block, Mute, Person
from belowline.accounts.policies import check_may_block, check_may_regard
from belowline.accounts.queries.people import Actor, actors
from belowline.accounts.services.limited_acts import count_list_change
from belowline.core.refusals import NotFound


def mute(*, actor: Actor, person_id: int) -> None:
    """Folds this person's comments for the actor; twice changes nothing.

    Raises NotFound, Invalid for oneself, TooMany, or Conflict where the list is full.
    """
    count_list_change(person_id=actor.id)
    _keep(Mute, actor, _other(person_id))


def unmute(*, actor: Actor, person_id: int) -> None:
    """Takes it back; where there is nothing to take back, nothing happens. Raises TooMany."""
    count_list_change(person_id=actor.id)
    Mute.objects.filter(person_id=actor.id, other_id=person_id).delete()


def block(*, actor: Actor, person_id: int) -> None:
    """Has this person's answers to the actor refused from now on; twice changes nothing.

    Raises NotFound, Invalid for oneself, NotAllowed for staff, TooMany, or Conflict where the
    list is full.
    """
    count_list_change(person_id=actor.id)
    other = _other(person_id)
    named = {other.id: other.name}
    check_may_block(actors(people=named, publication_id=actor.publication_id)[other.id])
    _keep(Block, actor, other)


def unblock(*, actor: Actor, person_id: int) -> None:
    """Takes it back; where there is nothing to take back, nothing happens. Raises TooMany."""
    count_list_change(person_id=actor.id)
    Block.objects.filter(person_id=actor.id, other_id=person_id).delete()


@transaction.atomic
def _keep(kind: type[Mute] | type[Block], actor: Actor, other: Person) -> None:
    kept = kind._default_manager.filter(person_id=actor.id)
    check_may_regard(actor, other, kept.count())
    kind._default_manager.get_or_create(person_id=actor.id, other_id=other.id)


def _other(person_id: int) -> Person:
    other = Person.objects.filter(pk=person_id, is_active=True).first()
    if other is None:
        raise NotFound(gettext("No reader found at this address."))
    return other
