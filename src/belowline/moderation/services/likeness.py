"""A moderator asks who else writes like a person."""

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.models import Person
from belowline.accounts.queries.people import Actor, actors
from belowline.core import audit
from belowline.core.clock import now
from belowline.core.refusals import Conflict, NotFound
from belowline.core.tasks import enqueue
from belowline.discussion.policies import check_may_moderate
from belowline.moderation.models import LikenessSearch
from belowline.moderation.policies import check_may_compare
from belowline.moderation.queries.likeness_searches import GIVEN_UP

MOST_AT_ONCE = 5
"""Comparisons of a publication that wait or go on."""


@transaction.atomic
def ask_for_likeness(*, actor: Actor, person_id: int) -> int:
    """Has the writing of this person compared with others', and returns the search's id. Raises
    NotAllowed, NotFound, and Conflict while this one is compared, or too many are.
    """
    check_may_moderate(actor, actor.publication_id)
    # Whoever asks at the same moment waits here.
    person = Person.objects.select_for_update().filter(pk=person_id, is_active=True).first()
    if person is None:
        raise NotFound(gettext("No reader found at this address."))
    here = actors(people={person.id: ""}, publication_id=actor.publication_id)
    check_may_compare(actor, here[person.id])
    waiting = LikenessSearch.objects.filter(
        publication=actor.publication_id, ended_at=None, asked_at__gt=now() - GIVEN_UP
    )
    going_on = list(waiting.values_list("person_id", flat=True)[:MOST_AT_ONCE])
    if person.id in going_on:
        raise Conflict(gettext("This person’s writing is being compared now."))
    if len(going_on) >= MOST_AT_ONCE:
        raise Conflict(gettext("Too many comparisons are waiting. Please try again in a minute."))
    search = LikenessSearch.objects.create(
        publication_id=actor.publication_id, person=person, asked_by_id=actor.id
    )
    enqueue("compare-writing", {"publication_id": actor.publication_id, "search_id": search.id})
    audit.record(
        publication_id=actor.publication_id,
        actor_id=actor.id,
        actor_name=actor.name,
        action="writing compared",
        subject_kind="person",
        subject_id=person.id,
    )
    return search.id
