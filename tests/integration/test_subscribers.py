"""Those who follow the outbox: each from a place of its own, nothing missed, nobody held up."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

import pytest
from click.testing import CliRunner
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from belowline.cli import subscribers as command
from belowline.cli.check import check
from belowline.config.events import EVENTS
from belowline.core.clock import now
from belowline.core.events import PRIVATE, Event, event_classes, publish
from belowline.core.models import OutboxEvent, SubscriberPlace
from belowline.core.subscribers import Recorded, Subscriber
from belowline.core.subscribers.follower import Follower
from belowline.core.subscribers.head import Head
from belowline.core.subscribers.places import (
    begin_anew,
    ensure_places,
    standings,
    troubled_subscribers,
)
from belowline.core.subscribers.worker import follow_all

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, slots=True, kw_only=True)
class BellRung(Event):
    """Only these tests know it."""

    invalidates: ClassVar = PRIVATE
    tells: ClassVar = None

    bell: int


class Listening:
    """A handler that notes what it is given, and breaks while it is told to."""

    def __init__(self) -> None:
        self.heard: list[int] = []
        self.batches: list[int] = []
        self.is_broken = False

    def __call__(self, records: Sequence[Recorded]) -> None:
        if self.is_broken:
            raise OSError("the bell has fallen down")
        self.batches.append(len(records))
        self.heard += [record.event.bell for record in records]


@pytest.fixture
def listening() -> Listening:
    return Listening()


def subscriber(listening: Listening, name: str = "bells", **given: object) -> Subscriber:
    made = Subscriber(name, (BellRung,), listening, **given)
    ensure_places([made])
    return made


def ring(*bells: int) -> None:
    for bell in bells:
        publish(BellRung(publication_id=1, bell=bell))


def by_bell(event: Event) -> Hashable:
    return event.bell


def test_every_event_says_what_it_makes_untrue_and_what_it_tells() -> None:
    assert len(EVENTS) > 15
    for kind in event_classes().values():
        assert isinstance(vars(kind)["invalidates"], tuple), kind
        assert "tells" in vars(kind), kind


def test_events_come_in_their_order_and_once(listening) -> None:
    following = subscriber(listening)
    ring(1, 2, 3)
    follow_all([following])
    ring(4)
    follow_all([following])
    follow_all([following])
    assert listening.heard == [1, 2, 3, 4]


def test_batches_are_bounded(listening) -> None:
    following = subscriber(listening, batch=2)
    ring(1, 2, 3, 4, 5)
    follow_all([following])
    assert listening.batches == [2, 2, 1]
    assert listening.heard == [1, 2, 3, 4, 5]


def test_what_has_been_handed_over_is_not_asked_for_again(
    listening, django_assert_num_queries
) -> None:
    follower = Follower(subscriber(listening))
    ring(1)
    head = Head().now()
    assert follower.step(head)
    with django_assert_num_queries(0):
        assert not follower.step(head)
    assert listening.heard == [1]


def test_of_events_with_one_key_the_last_is_handed_over(listening) -> None:
    following = subscriber(listening, coalesce=by_bell)
    ring(1, 2, 1, 3, 2, 1)
    follow_all([following])
    assert listening.heard == [3, 2, 1]


def test_what_was_rolled_back_is_never_heard(listening) -> None:
    following = subscriber(listening)
    with transaction.atomic():
        ring(1)
        transaction.set_rollback(True)
    ring(2)
    follow_all([following])
    assert listening.heard == [2]


def test_a_failure_keeps_the_place_and_is_tried_again_after_a_while(listening) -> None:
    following = subscriber(listening)
    ring(1, 2)
    listening.is_broken = True
    follow_all([following])
    [standing] = standings([following])
    assert (standing.waiting, standing.failures) == (2, 1)
    assert standing.failure == "OSError: the bell has fallen down"
    listening.is_broken = False
    assert follow_all([following]) == 0, "not before its time"
    SubscriberPlace.objects.update(retry_at=now())
    follow_all([following])
    assert listening.heard == [1, 2]
    assert standings([following])[0].is_well


def test_who_fails_holds_up_nobody_and_is_never_given_up(listening) -> None:
    broken, well = subscriber(Listening(), "broken"), subscriber(listening, "well")
    broken.handle.is_broken = True
    ring(1)
    for _ in range(40):
        SubscriberPlace.objects.update(retry_at=None)
        follow_all([broken, well])
    assert listening.heard == [1]
    place = SubscriberPlace.objects.get(pk="broken")
    assert place.failures == 40
    broken.handle.is_broken = False
    SubscriberPlace.objects.update(retry_at=None)
    follow_all([broken])
    assert broken.handle.heard == [1]


def test_the_wait_between_two_tries_has_an_end(listening) -> None:
    following = subscriber(listening)
    listening.is_broken = True
    ring(1)
    SubscriberPlace.objects.update(failures=1000)
    follow_all([following])
    assert SubscriberPlace.objects.get().retry_at <= now() + timedelta(minutes=10)


def test_half_a_batch_that_breaks_leaves_nothing_behind(db) -> None:
    def half(records: Sequence[Recorded]) -> None:
        for record in records:
            publish(BellRung(publication_id=2, bell=record.event.bell + 100))
            if record.event.bell == 2:
                raise ValueError("no more")

    following = subscriber(half, batch=10)
    ring(1, 2, 3)
    follow_all([following])
    assert not OutboxEvent.objects.filter(publication_id=2).exists()


def test_who_comes_later_begins_with_what_comes(listening) -> None:
    ring(1, 2)
    following = subscriber(listening)
    ring(3)
    follow_all([following])
    assert listening.heard == [3]


def test_a_read_model_that_comes_later_begins_with_the_tables(listening) -> None:
    built: list[int] = []
    ring(1, 2)
    following = subscriber(listening, rebuild=lambda: built.append(1))
    ring(3)
    follow_all([following])
    assert (built, listening.heard) == ([1], [3])


def test_a_read_model_is_built_anew_by_the_command(listening, monkeypatch) -> None:
    built: list[int] = []
    following = subscriber(listening, rebuild=lambda: built.append(1))
    ring(1)
    monkeypatch.setattr(command, "SUBSCRIBERS", (following,))
    answer = CliRunner().invoke(command.subscribers_group, ["rebuild", "bells"])
    assert answer.exit_code == 0, answer.output
    assert len(built) == 2
    assert follow_all([following]) == 0, "what happened before is in the tables"
    refused = CliRunner().invoke(command.subscribers_group, ["rebuild", "letters"])
    assert refused.exit_code == 1
    assert "Those that do: bells" in refused.output


def test_two_processes_do_a_batch_once(listening) -> None:
    following = subscriber(listening)
    one, two = Follower(following), Follower(following)
    ring(1)
    head = Head().now()
    assert one.step(head)
    assert not two.step(head)
    ring(2)
    head = Head().now()
    assert two.step(head)
    assert not one.step(head)
    assert listening.heard == [1, 2]


def test_a_place_follows_events_of_others_without_a_write_for_each(
    listening, django_assert_num_queries
) -> None:
    following = subscriber(listening)
    newer = Subscriber("newer", (BellRung,), listening)
    ensure_places([newer])
    before = SubscriberPlace.objects.get(pk="bells").position
    OutboxEvent.objects.create(name="VotesChanged", publication_id=1, payload={})
    follow_all([following])
    assert SubscriberPlace.objects.get(pk="bells").position == before
    SubscriberPlace.objects.filter(pk="bells").update(moved_at=now() - timedelta(minutes=2))
    follow_all([following])
    assert SubscriberPlace.objects.get(pk="bells").position > before


def test_events_of_others_cost_one_query_each_time_and_nothing_is_missed_after_them(
    listening, django_assert_num_queries
) -> None:
    follower = Follower(subscriber(listening))

    def others() -> int:
        OutboxEvent.objects.create(name="VotesChanged", publication_id=1, payload={})
        return Head().now()

    assert not follower.step(others())
    for _ in range(3):
        head = others()
        with django_assert_num_queries(1):
            assert not follower.step(head)
    others()
    ring(1)
    assert follower.step(others())
    ring(2)
    assert follower.step(others())
    assert not follower.step(others())
    ring(3)
    assert follower.step(others())
    assert listening.heard == [1, 2, 3]


def test_check_names_who_has_failed_or_is_late(listening, monkeypatch) -> None:
    failing, late = subscriber(Listening(), "failing"), subscriber(listening, "late")
    failing.handle.is_broken = True
    ring(1)
    follow_all([failing])
    OutboxEvent.objects.update(occurred_at=now() - timedelta(minutes=6))
    monkeypatch.setattr("belowline.cli.check.SUBSCRIBERS", (failing, late))
    said = CliRunner().invoke(check).output
    assert "Subscriber failing: 1 events wait" in said
    assert "failed 1 times, the last time with OSError: the bell has fallen down" in said
    assert "Subscriber late: 1 events wait, the oldest since" in said
    follow_all([late])
    assert "Subscriber late" not in CliRunner().invoke(check).output


def test_an_installation_of_today_hears_only_what_comes(listening) -> None:
    """Its events were planned for when they happened; nobody is written to a second time."""
    ring(1)
    begin_anew(Subscriber("bells", (BellRung,), listening))
    assert follow_all([Subscriber("bells", (BellRung,), listening)]) == 0


def test_administrators_are_told_at_the_desk_and_nobody_else(
    newspaper, client_of, listening
) -> None:
    failing = subscriber(listening, "failing")
    listening.is_broken = True
    ring(1)
    follow_all([failing])
    asked = {role: newspaper.person(role=role) for role in ("moderator", "administrator")}
    pages = {role: client_of(who).get("/desk/").content.decode() for role, who in asked.items()}
    assert "has failed or is late: failing." in pages["administrator"]
    assert "has failed" not in pages["moderator"]
    assert "the bell has fallen down" not in pages["administrator"], "only the engineer sees it"
    listening.is_broken = False
    SubscriberPlace.objects.update(retry_at=None)
    follow_all([failing])
    page = client_of(asked["administrator"]).get("/desk/").content.decode()
    assert "has failed" not in page


def test_whoever_has_not_moved_although_something_happened_is_late(listening) -> None:
    subscriber(listening)
    SubscriberPlace.objects.update(moved_at=now() - timedelta(minutes=6))
    assert troubled_subscribers() == [], "nothing happened"
    ring(1)
    assert troubled_subscribers() == [], "it happened just now"
    OutboxEvent.objects.update(occurred_at=now() - timedelta(minutes=6))
    assert "bells" in troubled_subscribers()
    follow_all([subscriber(listening)])
    assert "bells" not in troubled_subscribers()


def test_events_are_read_before_anybody_has_to_wait_for_the_place(listening) -> None:
    following = subscriber(listening)
    ring(1, 2)
    head = Head().now()
    with CaptureQueriesContext(connection) as asked:
        assert Follower(following).step(head)
    statements = [query["sql"] for query in asked]
    begun = next(i for i, sql in enumerate(statements) if sql.startswith(("SAVEPOINT", "BEGIN")))
    reads = [i for i, sql in enumerate(statements) if 'FROM "outbox"' in sql]
    assert reads, statements
    assert max(reads) < begun


def test_what_another_process_has_handed_over_meanwhile_is_not_handed_over_again(
    listening, monkeypatch
) -> None:
    following = subscriber(listening)
    ring(1, 2)
    head = Head().now()
    mine, theirs = Follower(following), Follower(following)
    read = mine._records

    def read_slowly(rows):
        records = read(rows)
        theirs.step(head)
        return records

    monkeypatch.setattr(mine, "_records", read_slowly)
    assert mine.step(head), "it looks again"
    monkeypatch.undo()
    assert not mine.step(head)
    assert listening.heard == [1, 2]


def test_an_event_that_cannot_be_read_is_a_failure_of_whoever_reads_it(listening) -> None:
    following = subscriber(listening)
    ring(1)
    OutboxEvent.objects.filter(name="BellRung").update(payload={"bell": 1, "clapper": "gone"})
    assert follow_all([following]) == 0
    assert standings([following])[0].failures == 1
