"""A reader follows, mutes or blocks another, or no longer does."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext

from belowline.accounts.models import Block, Mute, Person, ReaderFollow
from belowline.accounts.policies import (
    check_may_block,
    check_may_follow_reader,
    check_may_regard,
)
from belowline.accounts.queries.people import Actor, actors
from belowline.accounts.services.limited_acts import count_list_change
from belowline.core.refusals import NotFound


def follow_reader(*, actor: Actor, person_id: int) -> None:
    """Has the actor told when this person comments at the publication; twice changes nothing.

    Raises NotFound, Invalid for oneself, NotAllowed for who does not want to be followed or has
    blocked the actor, TooMany, or Conflict where the list is full.
    """
    count_list_change(person_id=actor.id)
    other = _other(person_id)
    own = ReaderFollow.objects.filter(person_id=actor.id)
    is_blocked = Block.objects.filter(person_id=other.id, other_id=actor.id).exists()
    with transaction.atomic():
        check_may_follow_reader(actor, other, own.count(), is_blocked=is_blocked)
        ReaderFollow.objects.get_or_create(
            person_id=actor.id, publication_id=actor.publication_id, other_id=other.id
        )


def unfollow_reader(*, actor: Actor, person_id: int) -> None:
    """Ends that; where there is nothing to end, nothing happens. Raises TooMany."""
    count_list_change(person_id=actor.id)
    ReaderFollow.objects.filter(
        person_id=actor.id, publication_id=actor.publication_id, other_id=person_id
    ).delete()


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
    """Has this person's answers to the actor refused from now on; twice changes nothing. Neither
    follows the other any more.

    Raises NotFound, Invalid for oneself, NotAllowed for staff, TooMany, or Conflict where the
    list is full.
    """
    count_list_change(person_id=actor.id)
    other = _other(person_id)
    named = {other.id: other.name}
    check_may_block(actors(people=named, publication_id=actor.publication_id)[other.id])
    _keep(Block, actor, other)
    _end_following(actor.id, other.id)


def unblock(*, actor: Actor, person_id: int) -> None:
    """Takes it back; where there is nothing to take back, nothing happens. Raises TooMany."""
    count_list_change(person_id=actor.id)
    Block.objects.filter(person_id=actor.id, other_id=person_id).delete()


@transaction.atomic
def _keep(kind: type[Mute] | type[Block], actor: Actor, other: Person) -> None:
    kept = kind._default_manager.filter(person_id=actor.id)
    check_may_regard(actor, other, kept.count())
    kind._default_manager.get_or_create(person_id=actor.id, other_id=other.id)


def _end_following(one: int, another: int) -> None:
    both = Q(person_id=one, other_id=another) | Q(person_id=another, other_id=one)
    ReaderFollow.objects.filter(both).delete()


def _other(person_id: int) -> Person:
    other = Person.objects.filter(pk=person_id, is_active=True).first()
    if other is None:
        raise NotFound(gettext("No reader found at this address."))
    return other
