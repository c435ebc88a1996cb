"""Makes accounts and gives roles."""

from datetime import datetime

import regex
from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.models import Grant, Person
from belowline.accounts.queries.people import name_is_taken, name_key
from belowline.core.clock import now
from belowline.core.counting import characters
from belowline.core.refusals import Invalid

_NAME = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}\p{M} ._'’-]*")


def checked_name(name: str) -> str:
    """The name as it will be shown. Raises Invalid where it cannot be used."""
    name = " ".join(name.split())
    if not 2 <= characters(name) <= 30 or len(name) > 40:
        raise Invalid(gettext("A name has between 2 and 30 characters."), field="name")
    if not _NAME.fullmatch(name):
        raise Invalid(
            gettext(
                "A name begins with a letter or a figure and has only letters, figures, spaces, "
                "full stops, hyphens, underscores and apostrophes."
            ),
            field="name",
        )
    if name_is_taken(name):
        raise Invalid(
            gettext("Somebody here already uses this name. Please choose another."), field="name"
        )
    return name


def name_person(person: Person, name: str) -> None:
    """Gives a person, not yet saved, the name that others will see. Raises Invalid."""
    person.name = checked_name(name)
    person.name_key = name_key(person.name)


@transaction.atomic
def register(
    *, email: str, name: str, password: str | None, joined_at: datetime | None = None
) -> int:
    """Makes an account whose address needs no confirmation (by the publisher's own hand).

    Without a password nobody can log in to it until one is set by mail. Returns the person's id.
    Raises Invalid where the name or the address is taken.
    """
    if Person.objects.filter(email=email.lower()).exists():
        raise Invalid(gettext("This address already has an account."), field="email")
    person = Person(email=email.lower(), joined_at=joined_at or now())
    name_person(person, name)
    person.set_password(password)
    person.save(force_insert=True)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person.id


def grant(*, person_id: int, publication_id: int, role: str) -> None:
    """Gives somebody a role at a publication; giving it twice changes nothing."""
    Grant.objects.get_or_create(
        person_id=person_id, publication_id=publication_id, role=Grant.Role(role).value
    )
