"""Who somebody is and what they may do here."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from belowline.accounts.models import Grant, Person
from belowline.core.rows import select_rows

_RANK = ["reporter", "moderator", "editor", "administrator"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody logged in, as one publication sees them."""

    id: int
    name: str
    publication_id: int
    roles: frozenset[str]

    @property
    def moderates(self) -> bool:
        """Whether this person decides on readers' comments."""
        return bool(self.roles & {"moderator", "editor", "administrator"})

    @property
    def is_staff(self) -> bool:
        """Whether this person has any role here."""
        return bool(self.roles)

    @property
    def edits(self) -> bool:
        """Whether this person decides on articles and threads."""
        return bool(self.roles & {"editor", "administrator"})


@dataclass(frozen=True, slots=True)
class Face:
    """A name and a picture (its digest; empty where there is none to be shown).

    Whose account is closed has no profile any more.
    """

    name: str
    picture: str
    has_profile: bool = True


def actor(*, person_id: int, publication_id: int) -> Actor | None:
    """The active person with this id and their roles at the publication; None if there is none."""
    person = Person.objects.filter(pk=person_id, is_active=True).only("id", "name").first()
    if person is None:
        return None
    return actors(people={person.id: person.name}, publication_id=publication_id)[person.id]


def actors(*, people: Mapping[int, str], publication_id: int) -> dict[int, Actor]:
    """Those people (names by id), with their roles at the publication."""
    roles: defaultdict[int, set[str]] = defaultdict(set)
    for person_id, role in select_rows(
        Grant, ["person_id", "role"], person_id=people, publication_id=[publication_id]
    ):
        roles[person_id].add(role)
    return {
        person_id: Actor(person_id, name, publication_id, frozenset(roles[person_id]))
        for person_id, name in people.items()
    }


def names(person_ids: Collection[int]) -> dict[int, str]:
    """The names of these people, by id."""
    return dict(select_rows(Person, ["id", "name"], id=person_ids))


def faces(person_ids: Collection[int]) -> dict[int, Face]:
    """What stands beside what these people write, by id."""
    fields = ["id", "name", "picture", "shows_picture", "is_active"]
    rows = select_rows(Person, fields, id=person_ids)
    return {
        key: Face(name, picture if shown else "", active)
        for key, name, picture, shown, active in rows
    }


def badges(*, person_ids: Collection[int], publication_id: int) -> dict[int, str]:
    """The highest staff role of each of these people who has one here, by person id."""
    found: dict[int, str] = {}
    for person_id, role in select_rows(
        Grant, ["person_id", "role"], person_id=person_ids, publication_id=[publication_id]
    ):
        if person_id not in found or _RANK.index(role) > _RANK.index(found[person_id]):
            found[person_id] = role
    return found


def person_id_by_email(email: str) -> int | None:
    """The id of the person with this address, or None."""
    return Person.objects.filter(email=email.lower()).values_list("id", flat=True).first()


def address_of(person_id: int) -> str | None:
    """The e-mail address of an active person; None where there is none."""
    active = Person.objects.filter(pk=person_id, is_active=True)
    return active.values_list("email", flat=True).first() or None


def display_name(person: Person) -> str:
    """The name that other readers see; for mails."""
    return person.name
