"""The threads of a process in which subscribers follow: each hears, and none waits for another."""

import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta

import pytest
from django.db import connection

from belowline.core.events import publish
from belowline.core.models import SubscriberPlace
from belowline.core.subscribers import Recorded, Subscriber
from belowline.core.subscribers.follower import Follower
from belowline.core.subscribers.head import Head
from belowline.core.subscribers.places import ensure_places
from belowline.core.subscribers.worker import SubscriberWorker
from belowline.newsroom.events import ArticleChanged, ArticlePublished
from serving import until

pytestmark = pytest.mark.django_db(transaction=True)


class Hearing:
    """Notes the articles that it hears of; waits meanwhile while `hold` is there and not set."""

    def __init__(self, *, is_broken: bool = False, hold: threading.Event | None = None) -> None:
        self.heard: list[int] = []
        self.begun = threading.Event()
        self._is_broken = is_broken
        self._hold = hold

    def __call__(self, records: Sequence[Recorded]) -> None:
        self.begun.set()
        if self._is_broken:
            raise OSError("nobody answers")
        if self._hold is not None:
            self._hold.wait(timeout=30)
        self.heard += [
            record.event.article_id
            for record in records
            if isinstance(record.event, ArticlePublished)
        ]


@pytest.fixture
def work() -> Iterator[object]:
    """Starts a worker, which ends with the test."""
    started: list[SubscriberWorker] = []

    def start(**handlers: Hearing) -> SubscriberWorker:
        following = [Subscriber(name, (ArticlePublished,), it) for name, it in handlers.items()]
        ensure_places(following)
        started.append(SubscriberWorker(following))
        return started[-1]

    yield start
    for worker in started:
        worker.close()


def tell(*articles: int) -> None:
    for article_id in articles:
        publish(ArticlePublished(publication_id=1, article_id=article_id))


def test_each_hears_what_happens_while_it_runs(work) -> None:
    one, two = Hearing(), Hearing()
    work(one=one, two=two)
    tell(1, 2)
    until(lambda: one.heard == two.heard == [1, 2])
    tell(3)
    until(lambda: one.heard == two.heard == [1, 2, 3])


def test_one_that_fails_holds_up_no_other(work) -> None:
    broken, well = Hearing(is_broken=True), Hearing()
    work(broken=broken, well=well)
    tell(1)
    until(lambda: well.heard == [1])
    until(lambda: SubscriberPlace.objects.get(pk="broken").failures > 0)
    tell(2)
    until(lambda: well.heard == [1, 2])


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite has one writer, so a subscriber waits for nothing"
)
def test_one_that_is_slow_holds_up_no_other(work) -> None:
    let_go = threading.Event()
    slow, quick = Hearing(hold=let_go), Hearing()
    work(slow=slow, quick=quick)
    tell(1)
    assert slow.begun.wait(timeout=10)
    tell(2)
    until(lambda: quick.heard == [1, 2])
    assert slow.heard == []
    let_go.set()
    until(lambda: slow.heard == [1, 2])


def test_two_processes_share_the_work_and_each_batch_is_done_once(work) -> None:
    hearing = Hearing()
    work(one=hearing)
    work(one=hearing)
    for number in range(1, 31):
        tell(number)
    until(lambda: len(hearing.heard) >= 30)
    assert hearing.heard == list(range(1, 31))


def test_a_subscribers_thread_outlives_whatever_breaks(work, monkeypatch) -> None:
    broken = [KeyError("one"), RuntimeError("two"), OSError("three")]
    real = Follower.step

    def step(self, head: int) -> bool:
        if broken:
            raise broken.pop()
        return real(self, head)

    monkeypatch.setattr(Follower, "step", step)
    monkeypatch.setattr("belowline.core.subscribers.worker._EVERY", 0.01)
    one = Hearing()
    work(one=one)
    tell(1)
    until(lambda: one.heard == [1])


def test_a_subscriber_that_would_end_the_process_is_one_that_failed(newspaper) -> None:
    def leave(records: Sequence[Recorded]) -> None:
        raise SystemExit(3)

    following = Subscriber("leaving", (ArticlePublished,), leave)
    ensure_places([following])
    tell(1)
    assert not Follower(following).step(Head().now())
    assert SubscriberPlace.objects.get(pk="leaving").failure == "SystemExit: 3"


def test_whom_nothing_concerns_is_not_woken(monkeypatch) -> None:
    monkeypatch.setattr("belowline.core.subscribers.worker._EVERY", 0.01)
    steps: Counter[str] = Counter()
    real = Follower.step

    def step(self, head: int) -> bool:
        steps[self.subscriber.name] += 1
        return real(self, head)

    monkeypatch.setattr(Follower, "step", step)
    heard: list[Recorded] = []
    following = [
        Subscriber("told", (ArticleChanged,), heard.extend),
        Subscriber("not-told", (ArticlePublished,), Hearing(), every=0.01),
    ]
    ensure_places(following)
    worker = SubscriberWorker(following)
    try:
        until(lambda: steps["told"] and steps["not-told"])
        woken = []
        for number in range(1, 6):
            publish(ArticleChanged(publication_id=1, article_id=number))
            until(lambda number=number: len(heard) == number)
            woken.append(steps["not-told"])
        assert woken[1] == woken[-1], "the first may have been what it begins with"
        assert steps["told"] > 5
    finally:
        worker.close()


def test_what_has_failed_is_tried_again_although_nothing_else_happens(work, monkeypatch) -> None:
    monkeypatch.setattr("belowline.core.subscribers.places._FIRST_WAIT", timedelta(0))
    one = Hearing(is_broken=True)
    work(one=one)
    tell(1)
    until(lambda: SubscriberPlace.objects.get(pk="one").failures > 0)
    one._is_broken = False
    until(lambda: one.heard == [1])


def test_what_comes_within_a_subscribers_time_is_one_batch(monkeypatch) -> None:
    monkeypatch.setattr("belowline.core.subscribers.worker._EVERY", 0.01)
    batches: list[int] = []
    following = [
        Subscriber("slow", (ArticlePublished,), lambda it: batches.append(len(it)), every=2.0)
    ]
    ensure_places(following)
    worker = SubscriberWorker(following)
    try:
        for number in range(1, 11):
            tell(number)
        until(lambda: sum(batches) == 10)
        assert len(batches) <= 3
    finally:
        worker.close()
