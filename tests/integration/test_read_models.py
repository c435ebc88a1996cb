"""Whatever is committed, broken off and begun again in whatever order: a read model that follows
the outbox equals one that is made from the tables, and nobody has missed an event.
"""

from collections import defaultdict
from collections.abc import Sequence

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from belowline.core.events import publish
from belowline.core.models import OutboxEvent, SubscriberPlace
from belowline.core.subscribers import Recorded, Subscriber
from belowline.core.subscribers.follower import Follower
from belowline.core.subscribers.head import Head
from belowline.core.subscribers.places import begin_anew
from belowline.discussion.events import CommentPosted, ThreadEvent

THREADS = (1, 2, 3)
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.lists(st.sampled_from(THREADS), min_size=1, max_size=4)),
        st.tuples(st.just("roll back"), st.lists(st.sampled_from(THREADS), max_size=3)),
        st.tuples(st.just("follow"), st.integers(0, 1)),
        st.tuples(st.just("break"), st.integers(0, 3)),
        st.tuples(st.just("restart"), st.integers(0, 1)),
        st.tuples(st.just("rebuild"), st.none()),
    ),
    max_size=40,
)


class Crash(Exception):  # noqa: N818 - what happens, not what is wrong
    """The process ends in the middle of a batch."""


class Newest:
    """A read model: of each thread its newest revision, and how many events it has had."""

    def __init__(self) -> None:
        self.breaks_at: int | None = None
        self.seen: list[int] = []
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS newest")
            cursor.execute("CREATE TABLE newest (thread_id int PRIMARY KEY, revision int)")
        self.subscriber = Subscriber(
            "newest", (CommentPosted,), self.follow, batch=3, rebuild=self.rebuild
        )
        begin_anew(self.subscriber)

    def follow(self, records: Sequence[Recorded]) -> None:
        for at, record in enumerate(records):
            if at == self.breaks_at:
                raise Crash
            event = record.event
            assert isinstance(event, ThreadEvent)
            self._write(event.thread_id, event.revision)
        self.seen += [record.id for record in records]

    def rebuild(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM newest")
        for thread_id, revision in _from_the_tables().items():
            self._write(thread_id, revision)

    def rows(self) -> dict[int, int]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT thread_id, revision FROM newest")
            return dict(cursor.fetchall())

    def _write(self, thread_id: int, revision: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM newest WHERE thread_id = %s", [thread_id])
            cursor.execute("INSERT INTO newest VALUES (%s, %s)", [thread_id, revision])


def _from_the_tables() -> dict[int, int]:
    """What a rebuild starts from; here the log itself, which is kept whole."""
    rows = OutboxEvent.objects.filter(name="CommentPosted").order_by("id")
    return {row.thread_id: row.payload["revision"] for row in rows}


def _write(threads: Sequence[int], revisions: defaultdict[int, int]) -> None:
    for thread_id in threads:
        revisions[thread_id] += 1
        publish(
            CommentPosted(
                publication_id=1,
                thread_id=thread_id,
                revision=revisions[thread_id],
                comment_id=1,
                root_id=1,
            )
        )


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(acts=ACTS)
def test_it_equals_one_that_is_made_from_the_tables(acts) -> None:
    with transaction.atomic():
        _play(acts)
        transaction.set_rollback(True)


def _play(acts: Sequence[tuple[str, object]]) -> None:
    model, revisions, rebuilt_to = Newest(), defaultdict(int), 0
    processes = [Follower(model.subscriber) for _ in range(2)]
    for act, given_ in acts:
        if act == "write":
            _write(given_, revisions)
        elif act == "roll back":
            with transaction.atomic():
                _write(given_, defaultdict(int, revisions))
                transaction.set_rollback(True)
        elif act == "restart":
            processes[given_] = Follower(model.subscriber)
        elif act == "rebuild":
            begin_anew(model.subscriber)
            rebuilt_to = SubscriberPlace.objects.get(pk="newest").position
        else:
            model.breaks_at = given_ if act == "break" else None
            processes[0 if act == "break" else given_].step(Head().now())
            SubscriberPlace.objects.update(retry_at=None)
    model.breaks_at = None
    last = Follower(model.subscriber)
    while last.step(Head().now()):
        continue
    assert model.rows() == _from_the_tables()
    events = OutboxEvent.objects.filter(name="CommentPosted", id__gt=rebuilt_to)
    assert set(events.values_list("id", flat=True)) <= set(model.seen)
    assert model.seen == sorted(model.seen), "in their order"
    assert len(model.seen) == len(set(model.seen)), "each once"
