"""What a person shows of themselves, and what they chose."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from belowline.accounts.models import Person, Picture
from belowline.accounts.queries.people import badges, role_of
from belowline.core.ids import encode


@dataclass(frozen=True, slots=True)
class Profile:
    """A person as their profile page shows them; `picture` is empty where none is shown."""

    id: int
    name: str
    picture: str
    badges: tuple[str, ...]
    joined_at: datetime
    shows_since: bool
    shows_comments: bool
    shows_answers: bool
    may_be_followed: bool

    @property
    def ref(self) -> str:
        """The id as addresses write it."""
        return encode(self.id)

    @property
    def role(self) -> str:
        """The staff role that stands beside the name, or empty."""
        return role_of(self.badges)


@dataclass(frozen=True, slots=True)
class OwnProfile:
    """What somebody chose; `renames_at` is when the name can be changed, None for at once."""

    name: str
    picture: str
    renames_at: datetime | None
    shows_picture: bool
    shows_since: bool
    shows_comments: bool
    shows_answers: bool
    may_be_followed: bool


def profile(*, person_id: int, publication_id: int) -> Profile | None:
    """The profile of the active person with this id; None if there is none."""
    person = Person.objects.filter(pk=person_id, is_active=True).first()
    if person is None:
        return None
    return Profile(
        person.id,
        person.name,
        person.picture if person.shows_picture else "",
        badges(person_ids=[person.id], publication_id=publication_id).get(person.id, ()),
        person.joined_at,
        person.shows_since,
        person.shows_comments,
        person.shows_answers,
        person.may_be_followed,
    )


def own_profile(person_id: int) -> OwnProfile:
    """What this person chose."""
    person = Person.objects.get(pk=person_id)
    free_at = person.renamed_at and (
        person.renamed_at + timedelta(days=settings.ENVIRONMENT.rename_days)
    )
    return OwnProfile(
        person.name,
        person.picture,
        free_at,
        person.shows_picture,
        person.shows_since,
        person.shows_comments,
        person.shows_answers,
        person.may_be_followed,
    )


def picture_bytes(digest: str, *, large: bool) -> bytes | None:
    """The picture with this digest as WebP, 256 pixels wide or 96; None if there is none."""
    column = "large" if large else "small"
    found = Picture.objects.filter(digest=digest).values_list(column, flat=True).first()
    return None if found is None else bytes(found)
