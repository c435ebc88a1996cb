"""Closes an account at several publications of the installation in one act."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.queries.people import Actor, actors, actors_of
from belowline.core.ids import encode
from belowline.core.refusals import Conflict, Invalid, NotAllowed, NotFound
from belowline.moderation.models import Decision
from belowline.moderation.policies import check_may_sanction
from belowline.moderation.queries.measures import measures_in_force
from belowline.moderation.queries.reasons import offered_reasons
from belowline.moderation.services.grounds import Grounds
from belowline.moderation.services.letters import write_letters
from belowline.moderation.services.recording import About, record_about_person
from belowline.moderation.services.restricting import refresh_restrictions
from belowline.moderation.services.sanctions import locked_person
from belowline.newsroom.queries.publications import publication_by_id

_CLOSED = Decision.Outcome.CLOSED


@dataclass(frozen=True, slots=True)
class Place:
    """A publication at which somebody moderates, as they have a role there; `why` the account of
    another person is not closed there, empty where it can be.
    """

    actor: Actor
    name: str
    why: str

    @property
    def ref(self) -> str:
        """The publication's id as addresses write it."""
        return encode(self.actor.publication_id)


def places_to_close(actor: Actor, *, person_id: int, name: str) -> Sequence[Place]:
    """The publications at which this member of the staff moderates, the one where they are first,
    and whether they can close this person's account there.
    """
    theirs = [it for it in actors_of(actor) if it.moderates]
    theirs.sort(key=lambda it: it.publication_id != actor.publication_id)
    return [place for it in theirs if (place := _place(it, person_id, name)) is not None]


@transaction.atomic
def close_account_at(
    *,
    actor: Actor,
    person_id: int,
    publication_ids: Collection[int],
    grounds: Grounds,
    is_confirmed: bool,
) -> int:
    """Closes the account at these publications: a decision at each, one letter for all of them,
    undone as one. `is_confirmed` says that they were seen.

    Returns the id of the first decision. Raises NotFound, NotAllowed, Invalid, or Conflict where
    it is closed at one already, and then nothing is closed anywhere.
    """
    if not is_confirmed:
        sentence = gettext("Please confirm that you mean this person and each of these sites.")
        raise Invalid(sentence, field="confirmed")
    name = locked_person(actor, person_id).name
    known = places_to_close(actor, person_id=person_id, name=name)
    chosen = [it for it in known if it.actor.publication_id in publication_ids]
    if not chosen or len(chosen) < len(set(publication_ids)):
        raise NotFound(gettext("Please choose sites where you moderate."))
    for it in chosen:
        _check(it, grounds)
    made: list[Decision] = []
    for it in chosen:
        about = About(it.actor.publication_id, person_id, made_with=made[0] if made else None)
        made.append(record_about_person(it.actor, about, _CLOSED, grounds, is_told=False))
        refresh_restrictions(person_id=person_id, publication_id=it.actor.publication_id)
    write_letters(made[:1], None)
    return made[0].id


def _place(actor: Actor, person_id: int, name: str) -> Place | None:
    publication_id = actor.publication_id
    publication = publication_by_id(publication_id)
    other = actors(people={person_id: name}, publication_id=publication_id)[person_id]
    if publication is None:
        return None
    place = Place(actor, publication.name, "")
    standing = measures_in_force(person_id=person_id, publication_id=publication_id)
    try:
        check_may_sanction(actor, other, is_confirmed=True)
    except NotAllowed as refusal:
        return replace(place, why=str(refusal))
    is_closed = any(it.outcome == _CLOSED for it in standing)
    return replace(place, why=gettext("The account is closed there.")) if is_closed else place


def _check(place: Place, grounds: Grounds) -> None:
    if place.why:
        raise Conflict(f"{place.name}: {place.why}")
    offered = {it.code for it in offered_reasons(place.actor.publication_id)}
    if grounds.reason not in offered:
        sentence = gettext("Please choose a reason that there is at %(name)s.")
        raise Invalid(sentence % {"name": place.name}, field="reason")
