"""Logins of readers on a publisher's own pages: a code for a moment, a bearer token for a day."""

import secrets
from datetime import datetime, timedelta

from django.utils.translation import gettext

from belowline.accounts.models import HandoverCode, Person, RemoteSession
from belowline.accounts.queries.remote_sessions import digest_of
from belowline.accounts.services.sso.errors import TokenRefused
from belowline.core.clock import now

_CODE_FOR = timedelta(seconds=60)
_SESSION_FOR = timedelta(hours=12)
_BYTES = 32


def give_code(*, person_id: int, publication_id: int, origin: str) -> str:
    """A code that pages at this origin may exchange for a bearer token, once, within a minute."""
    code = secrets.token_urlsafe(_BYTES)
    HandoverCode.objects.create(
        digest=digest_of(code),
        person_id=person_id,
        publication_id=publication_id,
        origin=origin,
        expires_at=now() + _CODE_FOR,
    )
    return code


def take_code(*, code: str, publication_id: int, origin: str) -> int:
    """Whose code it is. Raises TokenRefused where it is not good, or not at this origin.

    It is gone in any case: a code that somebody else tried is good for nobody.
    """
    given = HandoverCode.objects.filter(digest=digest_of(code))
    found = given.first()
    is_ours = bool(given.delete()[0])
    if (
        found is None
        or not is_ours
        or found.expires_at <= now()
        or (found.origin, found.publication_id) != (origin, publication_id)
    ):
        raise TokenRefused(gettext("This code has expired. Please log in again."))
    return found.person_id


def begin_remote_session(
    *, person_id: int, publication_id: int, origin: str
) -> tuple[str, datetime]:
    """A bearer token for pages at this origin, and until when it is good."""
    token = secrets.token_urlsafe(_BYTES)
    ends_at = now() + _SESSION_FOR
    RemoteSession.objects.create(
        digest=digest_of(token),
        person_id=person_id,
        publication_id=publication_id,
        origin=origin,
        proof=Person.objects.get(pk=person_id).get_session_auth_hash(),
        expires_at=ends_at,
    )
    return token, ends_at


def end_remote_session(*, token: str) -> None:
    """The token is no longer good."""
    RemoteSession.objects.filter(digest=digest_of(token)).delete()


def end_remote_sessions(*, person_id: int | None = None) -> int:
    """No token and no code of this person, or of anybody, is good any more.

    Returns how many tokens were.
    """
    whose = {} if person_id is None else {"person_id": person_id}
    HandoverCode.objects.filter(**whose).delete()
    return RemoteSession.objects.filter(**whose).delete()[0]
