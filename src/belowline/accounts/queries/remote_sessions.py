"""Who is logged in on a publisher's own pages."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.utils.crypto import constant_time_compare

from belowline.accounts.models import RemoteSession
from belowline.core.clock import now


@dataclass(frozen=True, slots=True)
class RemoteLogin:
    """A login of somebody on a publisher's pages."""

    origin: str
    begun_at: datetime


def digest_of(secret: str) -> str:
    """What is kept of a token or code that holds 256 random bits."""
    return sha256(secret.encode()).hexdigest()


def person_id_of_token(token: str, *, publication_id: int, origin: str | None) -> int | None:
    """Whose token it is, where it is good at this publication and origin (None: none was said).

    A login from before the last change of the password is over.
    """
    good = RemoteSession.objects.filter(
        digest=digest_of(token), publication_id=publication_id, expires_at__gt=now()
    )
    found = good.select_related("person").first()
    if found is None or origin not in (None, found.origin):
        return None
    person = found.person
    if not person.is_active or not constant_time_compare(
        found.proof, person.get_session_auth_hash()
    ):
        return None
    return person.pk


def remote_logins(person_id: int) -> list[RemoteLogin]:
    """Where this person is logged in on publishers' pages, the oldest first."""
    rows = RemoteSession.objects.filter(person_id=person_id, expires_at__gt=now())
    return [RemoteLogin(each.origin, each.begun_at) for each in rows.order_by("id")]
