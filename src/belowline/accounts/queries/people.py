"""Who somebody is and what they may do here."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import F, Q, QuerySet, Value

from belowline.accounts.models import Badge, Grant, Person
from belowline.accounts.queries.addresses import spelling_of
from belowline.core.bulk_sql import select_rows
from belowline.core.clock import now
from belowline.core.prepared import PreparedValues

RANKS = ("reporter", "moderator", "editor", "administrator")
"""The staff's roles, the lowest first; each may what those before it may."""
TRUSTED = "trusted"
PROTECTED = "protected"
_KINDS = ("staff", "expert", "subscriber")
_USUAL, _TRUSTED_PACE = 1, 2


class _Beside(NamedTuple):
    """A role or a badge of somebody (`said`), or what they show of themselves."""

    person_id: int
    said: str
    name: str
    picture: str
    shows_picture: bool
    is_active: bool


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
        """Whether this person has a role of the staff here."""
        return bool(self.roles - {TRUSTED, PROTECTED})

    @property
    def is_trusted(self) -> bool:
        """Whether this person is a trusted reader here."""
        return TRUSTED in self.roles

    @property
    def is_protected(self) -> bool:
        """Whether only editors decide about this person here, after one more question."""
        return PROTECTED in self.roles

    @property
    def administers(self) -> bool:
        """Whether this person decides who is of the staff."""
        return "administrator" in self.roles

    @property
    def pace(self) -> int:
        """How many times as much as other readers this person may do in the same time."""
        return _TRUSTED_PACE if self.is_trusted else _USUAL

    @property
    def edits(self) -> bool:
        """Whether this person decides on articles and threads."""
        return bool(self.roles & {"editor", "administrator"})


@dataclass(frozen=True, slots=True)
class AuthorCard:
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


def actors_of(person: Actor) -> list[Actor]:
    """The same person as each publication sees them where they have a role, by the publication."""
    roles: defaultdict[int, set[str]] = defaultdict(set)
    rows = select_rows(Grant, ["publication_id", "role"], person_id=[person.id])
    for publication_id, role in rows:
        roles[publication_id].add(role)
    return [
        Actor(person.id, person.name, publication_id, frozenset(told))
        for publication_id, told in sorted(roles.items())
    ]


def author_cards(person_ids: Collection[int]) -> dict[int, AuthorCard]:
    """What stands beside what these people write, by id."""
    fields = ["id", "name", "picture", "shows_picture", "is_active"]
    rows = select_rows(Person, fields, id=person_ids)
    return {key: _card(*told) for key, *told in rows}


def authors_here(
    person_ids: Collection[int], *, publication_id: int
) -> tuple[dict[int, AuthorCard], dict[int, tuple[str, ...]]]:
    """The same, and the badges that stand beside their names here, both by person id; whoever has
    no badge is not among the latter.

    The highest staff role comes first, in whose company the badge `staff` would say nothing.
    """
    cards: dict[int, AuthorCard] = {}
    told: defaultdict[int, set[str]] = defaultdict(set)
    for row in _BESIDE(tuple(person_ids), publication_id, now()) if person_ids else ():
        if row.said:
            told[row.person_id].add(row.said)
        else:
            cards[row.person_id] = _card(row.name, row.picture, row.shows_picture, row.is_active)
    return cards, {key: shown for key, said in told.items() if (shown := _shown(said))}


def badges(*, person_ids: Collection[int], publication_id: int) -> dict[int, tuple[str, ...]]:
    """Only the badges, by person id."""
    return authors_here(person_ids, publication_id=publication_id)[1]


def role_of(badges: Collection[str]) -> str:
    """The staff role among what stands beside a name; empty where there is none."""
    return next((each for each in badges if each in RANKS), "")


def person_id_by_email(email: str) -> int | None:
    """The id of the person with this address, or None."""
    return Person.objects.filter(email=spelling_of(email)).values_list("id", flat=True).first()


def address_of(person_id: int) -> str | None:
    """The email address of an active person; None where there is none."""
    active = Person.objects.filter(pk=person_id, is_active=True)
    return active.values_list("email", flat=True).first() or None


def newcomers(person_ids: Collection[int], *, since: datetime) -> frozenset[int]:
    """Those of these people whose accounts are younger."""
    rows = select_rows(Person, ["id", "joined_at"], id=person_ids)
    return frozenset(key for key, joined_at in rows if joined_at > since)


def display_name(person: Person) -> str:
    """The name that other readers see; for mails."""
    return person.name


def _shown(told: Collection[str]) -> tuple[str, ...]:
    role = next((each for each in reversed(RANKS) if each in told), "")
    kinds = tuple(kind for kind in _KINDS if kind in told)
    return (role, *(kind for kind in kinds if kind != "staff")) if role else kinds


def _card(name: str, picture: str, shows_picture: bool, is_active: bool) -> AuthorCard:  # noqa: FBT001 - as rows have it
    return AuthorCard(name, picture if shows_picture else "", bool(is_active))


def _beside(person_ids: Collection[int], publication_id: int, moment: datetime) -> QuerySet[Any]:
    people = Person.objects.filter(id__among=person_ids)
    whose = {"person_id__among": person_ids, "publication_id": publication_id}
    lasting = Badge.objects.filter(Q(ends_at=None) | Q(ends_at__gt=moment), **whose)
    nothing = {name: Value("") for name in ("name", "picture")}
    neither = {name: Value(False) for name in ("shows_picture", "is_active")}  # noqa: FBT003
    shown, *said = (
        people.annotate(person_id=F("id"), said=Value("")),
        Grant.objects.filter(**whose).annotate(said=F("role"), **nothing, **neither),
        lasting.annotate(said=F("kind"), **nothing, **neither),
    )
    return shown.values_list(*_Beside._fields).union(
        *(rows.values_list(*_Beside._fields) for rows in said), all=True
    )


_BESIDE = PreparedValues(_beside, _Beside)
