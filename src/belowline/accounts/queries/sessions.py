"""Who is logged in, for many sessions at once."""

from collections.abc import Collection
from functools import lru_cache

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils.crypto import constant_time_compare

from belowline.accounts.models import Person
from belowline.core.bulk_sql import select_rows
from belowline.core.clock import now

_KEPT = 8192


def people_of_sessions(keys: Collection[str]) -> dict[str, tuple[int, str]]:
    """The id and name of the active person of each session that stands, by the session's key.

    A session stands as `django.contrib.auth.get_user` has it: unexpired, by a way of login that is
    in use, and from after the last change of the password.
    """
    moment = now()
    names = ["session_key", "session_data", "expire_date"]
    rows = select_rows(Session, names, session_key=keys)
    logins = {
        key: login
        for key, data, expires in rows
        if expires > moment and (login := _login(data)) is not None
    }
    people = _people({person_id for person_id, _ in logins.values()})
    found: dict[str, tuple[int, str]] = {}
    for key, (person_id, shown) in logins.items():
        name, proof = people.get(person_id, ("", ""))
        if proof and constant_time_compare(shown, proof):
            found[key] = (person_id, name)
    return found


def _people(ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Name, and proof that a session is from after the last change of the password, by id."""
    rows = select_rows(Person, ["id", "name", "password", "is_active"], id=ids)
    return {key: (name, _proof(password)) for key, name, password, active in rows if active}


@lru_cache(maxsize=_KEPT)
def _login(session_data: str) -> tuple[int, str] | None:
    """Whose login a session holds, and the proof that it shows; None where nobody is logged in."""
    said = SessionStore().decode(session_data)
    if said.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    if not {SESSION_KEY, HASH_SESSION_KEY} <= said.keys():
        return None
    return int(said[SESSION_KEY]), said[HASH_SESSION_KEY]


@lru_cache(maxsize=_KEPT)
def _proof(password: str) -> str:
    return Person(password=password).get_session_auth_hash()
