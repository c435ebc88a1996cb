"""A person changes the name, and chooses what others see."""

from collections.abc import Iterable, Mapping

from django.db import IntegrityError, transaction

from belowline.accounts.events import PictureChanged, ProfileChanged, ReaderRenamed
from belowline.accounts.models import FormerName, Person, ReaderFollow
from belowline.accounts.policies import check_may_rename
from belowline.accounts.queries.people import Actor
from belowline.accounts.services.limited_acts import count_picture
from belowline.accounts.services.registration import checked_name, give_name, name_taken
from belowline.accounts.services.sso.names import free_name
from belowline.core.clock import now
from belowline.core.events import publish_all


@transaction.atomic
def rename(*, actor: Actor, name: str, publications: Mapping[int, str]) -> bool:
    """Gives the actor another name, in all publications (names by id); whether it is another one.

    Another way of writing the same name (case, width) is a change as well. Raises Invalid, or
    TooMany where the last change is too short a time ago.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=actor.id)
    kept = None if actor.is_staff else list(publications.values())
    name = checked_name(name, publications=kept, but_for=person.id)
    if name == person.name:
        return False
    check_may_rename(person.renamed_at)
    person.renamed_at = now()
    _rename(person, name, publications)
    return True


@transaction.atomic
def rename_as_publisher_says(*, person_id: int, name: str, publications: Mapping[int, str]) -> bool:
    """Gives somebody the name, or one like it, that their publisher calls them by now.

    Whoever has chosen a name here keeps it. Returns whether it is another one. Raises Invalid.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=person_id)
    if person.renamed_at is not None:
        return False
    free = free_name(name, publications=list(publications.values()), but_for=person.id)
    if free == person.name:
        return False
    _rename(person, free, publications)
    return True


def choose_what_is_shown(
    *,
    actor: Actor,
    picture: bool,
    since: bool,
    comments: bool,
    answers: bool,
    following: bool,
    publication_ids: Iterable[int],
) -> None:
    """Keeps which parts of the profile others see, and whether they may follow; where they may not,
    nobody does any more. Raises TooMany.

    The picture stands on every page, so it is switched no more often than it is changed.
    """
    if Person.objects.filter(pk=actor.id).exclude(shows_picture=picture).exists():
        count_picture(person_id=actor.id)
    shown = {
        "shows_picture": picture,
        "shows_since": since,
        "shows_comments": comments,
        "shows_answers": answers,
        "may_be_followed": following,
    }
    with transaction.atomic():
        person = Person.objects.select_for_update(no_key=True).get(pk=actor.id)
        switches_picture = person.shows_picture != picture
        Person.objects.filter(pk=person.id).update(**shown)
        kind = PictureChanged if switches_picture and person.picture else ProfileChanged
        if not following:
            ReaderFollow.objects.filter(other_id=person.id).delete()
        publish_all(
            kind(publication_id=publication_id, person_id=person.id)
            for publication_id in publication_ids
        )


def _rename(person: Person, name: str, publications: Iterable[int]) -> None:
    before = person.name
    give_name(person, name)
    try:
        with transaction.atomic():
            FormerName.objects.create(person=person, name=before)
            person.save(update_fields=["name", "casefold_key", "confusable_key", "renamed_at"])
    except IntegrityError:
        raise name_taken() from None
    publish_all(
        ReaderRenamed(publication_id=publication_id, person_id=person.id)
        for publication_id in publications
    )
