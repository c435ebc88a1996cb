"""Makes accounts and gives roles."""

from collections.abc import Collection
from contextlib import suppress
from datetime import datetime

import regex
from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.models import Grant, Person
from belowline.accounts.names.scripts import is_of_one_script
from belowline.accounts.queries.names import (
    casefold_key,
    confusable_key,
    is_placeholder,
    is_reserved,
    name_is_taken,
)
from belowline.core.clock import now
from belowline.core.mail_addresses import one_spelling
from belowline.core.markup import clean_line
from belowline.core.refusals import Invalid
from belowline.core.unicode.graphemes import characters
from belowline.core.unicode.marks import without_ignorables
from belowline.core.unicode.normal_forms import normalized

_MOST_POINTS = 120
"""Code points of what is typed, of which the name has 40."""
_NAME = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}\p{M} ._'’-]*")


def checked_name(
    name: str, *, publications: Collection[str] | None = None, but_for: int | None = None
) -> str:
    """The name as it will be shown. Raises Invalid where it cannot be used.

    `publications` are the names of the publications where somebody chooses it who is not of the
    staff; without them it is the publisher who gives it. `but_for` is whose name it may be already.
    """
    name = _cleaned(name)
    if not _NAME.fullmatch(name):
        raise Invalid(
            gettext(
                "Names must start with a letter or digit and can contain only letters, "
                "digits, spaces, full stops, hyphens, underscores and apostrophes."
            ),
            field="name",
        )
    if not is_of_one_script(name):
        raise Invalid(
            gettext(
                "This name mixes letters from different alphabets, so it could be "
                "mistaken for another name. Please use one alphabet."
            ),
            field="name",
        )
    if publications is not None and is_reserved(name, publications):
        raise Invalid(gettext("This name is reserved. Please choose another."), field="name")
    if publications is not None and is_placeholder(name):
        raise Invalid(
            gettext(
                "This site uses these words itself, so they can’t be a name. Please choose another."
            ),
            field="name",
        )
    if name_is_taken(name, but_for=but_for):
        raise name_taken()
    return name


def _cleaned(name: str) -> str:
    """The name without what is not seen. Raises Invalid where it is too long or too short."""
    with suppress(Invalid):
        seen = without_ignorables(clean_line(name, most=_MOST_POINTS))
        cleaned = normalized("NFC", " ".join(seen.split()))
        if 2 <= characters(cleaned) <= 30 and len(normalized("NFKC", cleaned)) <= 40:
            return cleaned
    raise Invalid(gettext("Names must have 2 to 30 characters."), field="name")


def name_taken() -> Invalid:
    """The refusal of a name that is somebody's."""
    return Invalid(
        gettext("This name, or one that looks like it, is already taken. Please choose another."),
        field="name",
    )


def name_person(person: Person, name: str) -> None:
    """Gives a person, not yet saved, the name that others will see. Raises Invalid."""
    give_name(person, checked_name(name))


def give_name(person: Person, name: str) -> None:
    """Sets a name that was checked, and what it is compared by; does not save."""
    person.name, person.casefold_key, person.confusable_key = (
        name,
        casefold_key(name),
        confusable_key(name),
    )


@transaction.atomic
def register(
    *, email: str, name: str, password: str | None, joined_at: datetime | None = None
) -> int:
    """Makes an account whose address needs no confirmation (by the publisher's own hand).

    Without a password nobody can log in to it until one is set by mail. Returns the person's id.
    Raises Invalid where the name or the address is taken.
    """
    email = one_spelling(email)
    if Person.objects.filter(email=email).exists():
        raise Invalid(
            gettext("There is already an account with this email address."), field="email"
        )
    person = Person(email=email, joined_at=joined_at or now())
    name_person(person, name)
    person.set_password(password)
    person.save(force_insert=True)
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person.id


def grant(*, person_id: int, publication_id: int, role: str) -> None:
    """Gives somebody a role at a publication; giving it twice changes nothing."""
    Grant.objects.get_or_create(
        person_id=person_id, publication_id=publication_id, role=Grant.Role(role).value
    )
