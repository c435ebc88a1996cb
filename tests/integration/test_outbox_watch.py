"""Whoever watches the outbox misses nothing and sees only what was committed."""

import threading
import time

import pytest
from django.db import connection, transaction

from belowline.config.asgi import open_outbox
from belowline.delivery.outbox import Fact

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def outbox():
    watching = open_outbox()
    yield watching
    watching.close()


def _next(outbox, name: str) -> list[Fact]:
    """The next facts of this name; a second is what the watching promises at the worst."""
    end = time.monotonic() + 3
    while time.monotonic() < end:
        found = [fact for fact in outbox.fresh() if fact.name == name] if outbox.has_moved() else []
        if found:
            return found
        time.sleep(0.005)
    raise AssertionError(f"no {name} was seen")


def test_a_comment_is_seen_once_it_is_committed(newspaper, outbox) -> None:
    thread = newspaper.thread()
    outbox.fresh()
    with transaction.atomic():
        number = newspaper.comment(thread, "The boat is late.")
        assert outbox.fresh() == []
    [fact] = _next(outbox, "CommentPosted")
    assert (fact.thread_id, fact.payload["comment_id"]) == (thread.id, number)
    assert outbox.fresh() == []


def test_what_was_rolled_back_is_not_told(newspaper, outbox) -> None:
    thread = newspaper.thread()
    outbox.fresh()
    with transaction.atomic():
        newspaper.comment(thread, "Never said.")
        transaction.set_rollback(True)
    assert outbox.fresh() == []


def test_a_threads_latest_facts_can_be_asked_for(newspaper, outbox) -> None:
    thread, other = newspaper.thread(), newspaper.thread()
    posted = [newspaper.comment(thread, f"Number {number}") for number in range(5)]
    newspaper.comment(other, "Elsewhere")
    facts = outbox.of_thread(thread.id, limit=3)
    assert [fact.payload["comment_id"] for fact in facts] == posted[-3:]


def test_a_lost_wake_up_is_healed_within_a_second(newspaper, outbox, monkeypatch) -> None:
    thread = newspaper.thread()
    with monkeypatch.context() as dropping:
        if connection.vendor == "postgresql":
            dropping.setattr(outbox._waking, "_woken", threading.Event())  # nobody sets this one
        else:
            dropping.setattr(outbox, "_index", bytes(48))  # nothing moves in this one
        outbox.fresh()
        newspaper.comment(thread, "Is anybody awake?")
        assert _next(outbox, "CommentPosted")
