"""Whoever watches the outbox misses nothing and sees only what was committed."""

import threading
import time
from importlib import import_module
from threading import Timer

import pytest
from django.db import connection, transaction

from belowline.config.asgi import open_outbox
from belowline.core.subscribers import Subscriber
from belowline.core.subscribers.follower import Follower
from belowline.core.subscribers.head import Head
from belowline.core.subscribers.places import ensure_places
from belowline.core.subscribers.worker import follow_all
from belowline.delivery.outbox import Fact
from belowline.discussion.events import CommentPosted
from belowline.newsroom.events import ArticlePublished

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def outbox():
    watching = open_outbox()
    watching.begin()
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
    assert not outbox.of_thread(thread.id, limit=3), "none that was not passed on before"
    outbox.fresh()
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


@pytest.fixture
def other_writer():
    """Another process that writes into the same outbox, on a connection of its own."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer, so that no two commits overlap")
    psycopg = import_module("psycopg")
    asked = connection.get_connection_params()
    plain = {key: value for key, value in asked.items() if isinstance(value, str | int)}
    with psycopg.connect(**plain) as writing:
        yield writing


_INSERT = (
    "INSERT INTO outbox (name, publication_id, payload, occurred_at) "
    "VALUES ('ArticlePublished', 1, '{\"publication_id\": 1, \"article_id\": 1}', now()) "
    "RETURNING id"
)


def test_whoever_commits_late_is_seen_late_and_not_lost(newspaper, outbox, other_writer) -> None:
    thread = newspaper.thread()
    outbox.fresh()
    (early,) = other_writer.execute(_INSERT).fetchone()
    newspaper.comment(thread, "Later, and committed first.")
    [fact] = _next(outbox, "CommentPosted")
    assert fact.id > early
    for _ in range(3):
        assert outbox.fresh() == [], "nothing twice while the gap is open"
    other_writer.commit()
    [late] = _next(outbox, "ArticlePublished")
    assert late.id == early
    assert outbox.fresh() == []


def test_whoever_began_to_watch_in_between_sees_it_too(newspaper, other_writer) -> None:
    thread = newspaper.thread()
    (early,) = other_writer.execute(_INSERT).fetchone()
    newspaper.comment(thread, "Committed first.")
    watching = open_outbox()
    watching.begin()
    try:
        assert watching.fresh() == []
        other_writer.commit()
        assert [fact.id for fact in watching.fresh()] == [early]
    finally:
        watching.close()


def test_a_subscriber_waits_for_whoever_commits_late(newspaper, other_writer) -> None:
    heard: list[int] = []
    kinds = (ArticlePublished, CommentPosted)
    following = Subscriber("all", kinds, lambda records: heard.extend(it.id for it in records))
    thread = newspaper.thread()
    ensure_places([following])
    (early,) = other_writer.execute(_INSERT).fetchone()
    newspaper.comment(thread, "Committed first.")
    follow_all([following], patience=0)
    assert heard == []
    other_writer.commit()
    follow_all([following])
    assert heard[0] == early
    assert heard == sorted(heard)
    assert len(heard) == 2


def test_whoever_hands_over_everything_waits_for_those_who_commit(newspaper, other_writer) -> None:
    heard: list[int] = []
    kinds = (ArticlePublished, CommentPosted)
    following = Subscriber("all", kinds, lambda records: heard.extend(it.id for it in records))
    thread = newspaper.thread()
    ensure_places([following])
    (early,) = other_writer.execute(_INSERT).fetchone()
    newspaper.comment(thread, "Committed first.")
    late = Timer(0.3, other_writer.commit)
    late.start()
    follow_all([following])
    late.join()
    assert heard[0] == early
    assert len(heard) == 2


def test_a_subscriber_waits_for_nobody_once_it_was_rolled_back(newspaper, other_writer) -> None:
    heard: list[int] = []
    following = Subscriber(
        "comments", (CommentPosted,), lambda records: heard.extend(it.id for it in records)
    )
    thread = newspaper.thread()
    ensure_places([following])
    other_writer.execute(_INSERT)
    newspaper.comment(thread, "Committed.")
    other_writer.rollback()
    follow_all([following])
    assert len(heard) == 1


def test_one_that_begins_later_hides_from_nobody_what_is_still_committed(
    newspaper, other_writer
) -> None:
    heard: list[int] = []
    following = Subscriber(
        "articles", (ArticlePublished,), lambda records: heard.extend(it.id for it in records)
    )
    thread = newspaper.thread()
    ensure_places([following])
    (early,) = other_writer.execute(_INSERT).fetchone()
    newspaper.comment(thread, "Committed first.")
    ensure_places([Subscriber("newcomer", (CommentPosted,), lambda records: None)])
    follow_all([following], patience=0)
    other_writer.commit()
    follow_all([following])
    assert heard == [early]


def test_and_a_process_that_looked_in_between_sees_it(newspaper, other_writer) -> None:
    heard: list[int] = []
    following = Subscriber(
        "articles", (ArticlePublished,), lambda records: heard.extend(it.id for it in records)
    )
    thread = newspaper.thread()
    ensure_places([following])
    (early,) = other_writer.execute(_INSERT).fetchone()
    newspaper.comment(thread, "Committed first.")
    ensure_places([Subscriber("newcomer", (CommentPosted,), lambda records: None)])
    head, follower = Head(), Follower(following)
    assert not follower.step(head.now())
    other_writer.commit()
    assert follower.step(head.now())
    assert heard == [early]
