"""Who sends a large body, and from where, told before its form is read."""

from collections.abc import MutableMapping
from typing import Any

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection
from django.http import parse_cookie

from belowline.accounts.queries.sessions import people_of_sessions
from belowline.accounts.services.ip_pseudonyms import network_of
from belowline.core.database_faults import is_away
from belowline.delivery.reasons import Reason, TurnedAwayError

Scope = MutableMapping[str, Any]


def sending_person(scope: Scope) -> str:
    """The id of whoever is logged in; empty for nobody.

    Raises TurnedAwayError where the database cannot say.
    """
    cookies = parse_cookie(_header(scope, b"cookie", "; "))
    session = cookies.get(settings.SESSION_COOKIE_NAME, "")
    if not session:
        return ""
    close_old_connections()
    try:
        found = people_of_sessions({session}).get(session)
    except DatabaseError as fault:
        if not is_away(fault):
            raise
        connection.close()
        raise TurnedAwayError(Reason.UNAVAILABLE) from None
    return str(found[0]) if found else ""


def sending_network(scope: Scope) -> str:
    """The network that a request comes from, as the proxies tell it that are to be believed."""
    told = (scope.get("client") or ("",))[0]
    proxies = settings.ENVIRONMENT.trusted_proxies
    if proxies:
        passed = [part.strip() for part in _header(scope, b"x-forwarded-for", ",").split(",")]
        told = passed[-min(proxies, len(passed))] or told
    try:
        return network_of(told)
    except ValueError:
        return ""


def _header(scope: Scope, name: bytes, between: str) -> str:
    return between.join(value.decode("latin-1") for key, value in scope["headers"] if key == name)
