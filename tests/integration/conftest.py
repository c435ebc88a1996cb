"""A small newspaper with readers, as every story of the integration tests begins."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client, override_settings

from belowline.accounts.queries.people import Actor
from belowline.config.picture_store import picture_storage
from belowline.config.subscribers import SUBSCRIBERS
from belowline.core import audit, clock, ids
from belowline.core.kept import hear, stop_hearing
from belowline.core.mail import Mail, plan_mail
from belowline.core.subscribers.places import ensure_places
from belowline.core.tasks.running import run_due
from belowline.moderation.queries.log_words import ACTIONS, action_named
from newspaper import Newspaper, found_newspaper, log_in
from query_plans import ids_are_looked_up


@pytest.fixture(scope="module", autouse=True)
def _cheap_passwords() -> Iterator[None]:
    with override_settings(PASSWORD_HASHERS=["passwords.CheapArgon2"]):
        yield


@pytest.fixture(autouse=True)
def _account_mail_is_sent_at_once(monkeypatch) -> None:
    """No worker runs beside these tests, which read the codes that a page has had mailed."""

    def plan(mail: Mail, *, good_for: timedelta) -> None:
        plan_mail(mail, good_for=good_for)
        run_due({"send-account-mail"})

    monkeypatch.setattr("belowline.web.sign_in.account_adapter.plan_mail", plan)


@pytest.fixture(autouse=True)
def _ids_are_looked_up(request) -> Iterator[None]:
    """Whatever is asked by ids in any of these tests."""
    if "db" not in request.fixturenames and not request.node.get_closest_marker("django_db"):
        yield
        return
    with ids_are_looked_up():
        yield


@pytest.fixture(autouse=True)
def _lines_of_the_log_have_words(monkeypatch) -> None:
    """Whatever is recorded in any of these tests can be read at the desk."""
    record = audit.record

    def with_words(*, action: str, **line: Any) -> None:
        assert action_named(action)[0] in ACTIONS, f"log_words.py lacks {action}"
        record(action=action, **line)

    monkeypatch.setattr(audit, "record", with_words)


@pytest.fixture
def newspaper(db) -> Newspaper:
    """The newspaper, empty; whoever follows the outbox begins here."""
    ensure_places(SUBSCRIBERS)
    return found_newspaper()


@pytest.fixture
def client_of() -> Callable[[Actor], Client]:
    """A browser in which somebody is logged in; it says where its requests come from."""

    def make(person: Actor) -> Client:
        client = Client(headers={"Sec-Fetch-Site": "same-origin"})
        log_in(client, person)
        return client

    return make


@pytest.fixture
def at(monkeypatch):
    """Sets the clock of this process; ids that were made by it are not gone on from afterwards."""
    monkeypatch.setattr(ids, "_last_live", ids._last_live)

    def at(moment: datetime) -> None:
        stopped = type("Stopped", (datetime,), {"now": classmethod(lambda _, zone: moment)})
        monkeypatch.setattr(clock, "datetime", stopped)

    return at


@pytest.fixture
def transaction_lives_on(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As in Django's own client: the test's connection does not end with a request."""
    monkeypatch.setattr("belowline.web.http.handler.close_old_connections", lambda: None)
    for each in (request_started, request_finished):
        each.disconnect(close_old_connections)
    yield
    for each in (request_started, request_finished):
        each.connect(close_old_connections)


@pytest.fixture
def listening() -> Iterator[None]:
    """This process keeps values in memory, as one that serves does."""
    hear()
    yield
    stop_hearing()


@pytest.fixture
def folder(settings, tmp_path) -> Path:
    """A folder of pictures of this test's own."""
    made = tmp_path / "pictures"
    kept = picture_storage(settings.ENVIRONMENT, made)
    settings.PICTURE_FOLDER = made
    settings.STORAGES = {**settings.STORAGES, "pictures": kept}
    return made
