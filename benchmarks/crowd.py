"""People who are logged in, by the thousand, and what they send."""

import json
from collections.abc import Iterator
from datetime import timedelta
from random import Random

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from belowline.accounts.models import Person
from belowline.core.clock import now
from belowline.core.ids import encode
from benchmarks.words import comment


def crowd(number: int, prefix: str = "c") -> list[str]:
    """Makes people with a session each; `session name` of each. Names begin with the prefix."""
    people = [
        Person(
            email=f"{prefix}{at}@example.org",
            name=f"{prefix}{at}",
            casefold_key=f"{prefix}{at}",
            confusable_key=f"{prefix}{at}",
        )
        for at in range(number)
    ]
    Person.objects.bulk_create(people)
    sessions = [_session(person) for person in people]
    Session.objects.bulk_create(sessions)
    return [f"{it.session_key} {person.name}" for it, person in zip(sessions, people, strict=True)]


def votes(number: int, comment_ids: list[int]) -> Iterator[str]:
    """Votes on any of these comments, two in three of them up."""
    random = Random(1)  # noqa: S311 - the same votes at every run are what is wanted
    for _ in range(number):
        path = f"/api/v1/comments/{encode(random.choice(comment_ids))}/vote"
        yield f'PUT {path} {{"value": {random.choice((1, 1, -1))}}}'


def posts(number: int, thread_id: int, seed: int) -> Iterator[str]:
    """Comments in a thread, no two the same."""
    for at in range(number):
        body = json.dumps({"text": comment(seed + at)})
        yield f"POST /api/v1/threads/{encode(thread_id)}/comments {body}"


def reads_and_posts(number: int, thread_id: int, path: str, seed: int) -> Iterator[str]:
    """Posts in a thread, each after nineteen reads of the page at `path`."""
    for post in posts(number, thread_id, seed):
        for _ in range(19):
            yield f"GET {path} "
        yield post


def _session(person: Person) -> Session:
    store = SessionStore()
    login = {
        SESSION_KEY: str(person.pk),
        BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
        HASH_SESSION_KEY: person.get_session_auth_hash(),
    }
    return Session(
        session_key=store._get_new_session_key(),
        session_data=store.encode(login),
        expire_date=now() + timedelta(days=1),
    )
