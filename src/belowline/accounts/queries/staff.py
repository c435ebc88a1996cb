"""Who is of the staff, and what the desk knows of a reader."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress

from belowline.accounts.models import Badge, Grant
from belowline.accounts.queries.addresses import spelling_of
from belowline.accounts.queries.people import RANKS, TRUSTED
from belowline.core.ids import encode


@dataclass(frozen=True, slots=True)
class Member:
    """One of the staff; the roles begin with the highest."""

    id: int
    name: str
    roles: tuple[str, ...]

    @property
    def ref(self) -> str:
        """The id as addresses write it."""
        return encode(self.id)


@dataclass(frozen=True, slots=True)
class DeskBadges:
    """A reader's badges by the desk and by the publisher's token, whether they are trusted, and
    until when they are a subscriber by the desk's badge and by the publisher's list.
    """

    by_desk: frozenset[str]
    by_token: frozenset[str]
    is_trusted: bool
    ends_at: datetime | None
    listed_until: datetime | None


def staff(publication_id: int) -> list[Member]:
    """Everybody with a role of the staff at this publication, the highest first, then by name."""
    rows = Grant.objects.filter(publication_id=publication_id, role__in=RANKS)
    roles: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    for person_id, name, role in rows.values_list("person_id", "person__name", "role"):
        roles[person_id, name].append(role)
    members = [
        Member(key, name, tuple(sorted(held, key=RANKS.index, reverse=True)))
        for (key, name), held in roles.items()
    ]
    return sorted(members, key=lambda each: (-RANKS.index(each.roles[0]), each.name.casefold()))


def editor_addresses(publication_id: int) -> list[str]:
    """The email addresses of those who edit the publication and have an active account."""
    roles = RANKS[RANKS.index("editor") :]
    rows = Grant.objects.filter(
        publication_id=publication_id, role__in=roles, person__is_active=True
    )
    return sorted({email for email in rows.values_list("person__email", flat=True) if email})


def desk_badges(*, person_id: int, publication_id: int) -> DeskBadges:
    """What a person has here."""
    here = {"person_id": person_id, "publication_id": publication_id}
    given = list(Badge.objects.filter(**here))
    ends = {it.source: it.ends_at for it in given if it.kind == Badge.Kind.SUBSCRIBER}
    return DeskBadges(
        frozenset(it.kind for it in given if it.source == Badge.Source.DESK),
        frozenset(it.kind for it in given if it.source == Badge.Source.TOKEN),
        Grant.objects.filter(**here, role=TRUSTED).exists(),
        ends.get(Badge.Source.DESK.value),
        ends.get(Badge.Source.LIST.value),
    )


def kinds_of_badges() -> tuple[str, ...]:
    """Every badge that can be given."""
    return tuple(Badge.Kind.values)


def person_id_by_confirmed_address(address: str) -> int | None:
    """Whose confirmed email address this is, or None."""
    confirmed = EmailAddress.objects.filter(
        email=spelling_of(address), verified=True, user__is_active=True
    )
    found: int | None = confirmed.values_list("user_id", flat=True).first()
    return found
