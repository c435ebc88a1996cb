"""Who is logged in, for many sessions at once."""

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils.crypto import constant_time_compare

from belowline.accounts.models import Person
from belowline.core.clock import now
from belowline.core.rows import select_rows

_KEPT = 4096


def people_of_sessions(keys: Collection[str]) -> dict[str, tuple[int, str]]:
    """The id and name of the active person of each session that stands, by the session's key.

    A session stands as `django.contrib.auth.get_user` has it: unexpired, by a way of login that is
    in use, and from after the last change of the password.
    """
    moment = now()
    names = ["session_key", "session_data", "expire_date"]
    rows = select_rows(Session, names, session_key=keys)
    logins = {key: _login(data) for key, data, expires in rows if expires > moment}
    wanted = {int(login[SESSION_KEY]) for login in logins.values() if login}
    people = _people(wanted)
    found: dict[str, tuple[int, str]] = {}
    for key, login in logins.items():
        name, proof = people.get(int(login.get(SESSION_KEY, 0)), ("", ""))
        if proof and constant_time_compare(login[HASH_SESSION_KEY], proof):
            found[key] = (int(login[SESSION_KEY]), name)
    return found


def _people(ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Name, and proof that a session is from after the last change of the password, by id."""
    rows = select_rows(Person, ["id", "name", "password", "is_active"], id=ids)
    return {key: (name, _proof(password)) for key, name, password, active in rows if active}


@lru_cache(maxsize=_KEPT)
def _login(session_data: str) -> Mapping[str, Any]:
    """What a session says of the login; nothing where nobody is logged in."""
    said = SessionStore().decode(session_data)
    if not {SESSION_KEY, HASH_SESSION_KEY} <= said.keys():
        return {}
    return said if said.get(BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS else {}


@lru_cache(maxsize=_KEPT)
def _proof(password: str) -> str:
    return Person(password=password).get_session_auth_hash()
