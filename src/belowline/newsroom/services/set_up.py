"""Sets up an empty installation: its first publication, and that one's administrator."""

from dataclasses import dataclass
from secrets import token_urlsafe

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext

from belowline.accounts.queries.addresses import spelling_of
from belowline.accounts.services.registration import grant, register
from belowline.core import audit
from belowline.core.clock import now
from belowline.core.refusals import Invalid, NotFound
from belowline.newsroom.models import SetUpCode
from belowline.newsroom.queries.set_up import GOOD_FOR, digest_of, has_publications
from belowline.newsroom.services.founding import create_publication
from belowline.newsroom.services.mail_check import send_test_mail

_ROLE = "administrator"


@dataclass(frozen=True, slots=True)
class Founded:
    """What was made: the publication and its administrator."""

    publication_id: int
    person_id: int


@transaction.atomic
def new_code() -> str | None:
    """A code for the page that sets the installation up; None where there is nothing to set up."""
    if has_publications():
        return None
    SetUpCode.objects.filter(made_at__lte=now() - GOOD_FOR).delete()
    code = token_urlsafe(18)
    SetUpCode.objects.create(digest=digest_of(code))
    return code


@transaction.atomic
def set_up(
    *,
    code: str,
    name: str,
    language: str,
    time_zone: str,
    address: str,
    email: str,
    person: str,
    password: str,
) -> Founded:
    """Founds the publication and makes its administrator, who is sent a test mail.

    Raises NotFound where the code is not good (any more), Invalid for what cannot be used.
    """
    _take(code)
    publication_id = create_publication(
        slug=slugify(name)[:60] or "news",
        name=name,
        language=language,
        time_zone=time_zone,
        base_url="" if _is_own(address) else address,
    )
    person_id = _administrator(email=email, name=person, password=password)
    grant(person_id=person_id, publication_id=publication_id, role=_ROLE)
    audit.record(
        publication_id=publication_id,
        actor_id=person_id,
        action=f"role {_ROLE} taken at set-up",
        subject_kind="person",
        subject_id=person_id,
    )
    send_test_mail(publication_id=publication_id, email=email)
    return Founded(publication_id, person_id)


def _take(code: str) -> None:
    """Of several who set up at once, the first one does."""
    good = {each.digest: each.made_at for each in SetUpCode.objects.select_for_update()}
    made_at = good.get(digest_of(code))
    if made_at is None or made_at <= now() - GOOD_FOR or has_publications():
        raise NotFound(gettext("This set-up link has expired, or has been used."))


def _administrator(*, email: str, name: str, password: str) -> int:
    address, password = _checked_email(email), _checked_password(password)
    try:
        return register(email=address, name=name, password=password)
    except Invalid as refusal:
        field = "person" if refusal.field == "name" else refusal.field
        raise Invalid(refusal.sentence, field=field) from refusal


def _is_own(address: str) -> bool:
    """Whether it is the installation's, at which a publication without another one answers."""
    return address.strip().lower().removesuffix("/") == settings.SITE_URL.lower()


def _checked_email(email: str) -> str:
    try:
        validate_email(address := spelling_of(email))
    except ValidationError:
        raise Invalid(gettext("Please enter an email address."), field="email") from None
    return address


def _checked_password(password: str) -> str:
    try:
        validate_password(password)
    except ValidationError as refused:
        raise Invalid(" ".join(refused.messages), field="password") from None
    return password
