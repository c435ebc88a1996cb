"""A small newspaper with readers, as every story of the integration tests begins."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client, override_settings

from belowline.accounts.queries.people import Actor
from belowline.config.subscribers import SUBSCRIBERS
from belowline.core.subscribers.places import ensure_places
from newspaper import Newspaper, found_newspaper, log_in


@pytest.fixture(scope="module", autouse=True)
def _cheap_passwords() -> Iterator[None]:
    with override_settings(PASSWORD_HASHERS=["passwords.CheapArgon2"]):
        yield


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
