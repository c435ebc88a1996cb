"""Pages of a thread: every comment exactly once in every order, at a cost that does not grow."""

from datetime import timedelta
from random import Random

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.crypto import salted_hmac
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from belowline.core.clock import now
from belowline.core.refusals import Invalid
from belowline.discussion.queries.cursor import Cursor, read_cursor, write_cursor
from belowline.discussion.queries.orders import Order
from belowline.discussion.queries.pages import cursor_before, thread_page
from belowline.discussion.services.imports import ImportedComment, import_comments
from tests.found import comment

EVERY_WAY = [(order, flat) for order in Order for flat in (False, True)]


def fill(thread_id, parents, votes, first=0):
    """Imports a comment for each entry: answering an earlier one (or none), with its votes."""
    start = now() - timedelta(days=2)
    rows = [
        ImportedComment(
            key=str(first + number),
            text=f"Comment number {first + number}.",
            moment=start + timedelta(seconds=first + number),
            posted_at=start + timedelta(seconds=first + number),
            author_name="somebody",
            up=up,
            down=down,
            parent_key=None if parent is None else str(parent % max(first + number, 1)),
        )
        for number, (parent, (up, down)) in enumerate(zip(parents, votes, strict=True))
    ]
    for _ in import_comments(thread_id=thread_id, comments=rows):
        pass


def turn_pages(thread_id, order, *, flat, size, between=lambda: None):
    """The ids of all comments, in the order in which somebody who turns the pages sees them."""
    seen, cursor = [], None
    while True:
        page = thread_page(thread_id=thread_id, order=order, flat=flat, after=cursor, size=size)
        assert len(page.comments) <= size
        seen += [shown.id for shown in page.comments]
        if page.after is None:
            return seen
        cursor = page.after
        between()


discussions = st.lists(
    st.tuples(
        st.one_of(st.none(), st.integers(0, 40)), st.tuples(st.integers(0, 3), st.integers(0, 3))
    ),
    min_size=1,
    max_size=40,
)


@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(discussion=discussions, size=st.integers(1, 9))
def test_every_comment_appears_exactly_once_in_every_order(newspaper, discussion, size):
    with transaction.atomic():
        thread = newspaper.thread()
        fill(thread.id, [parent for parent, _ in discussion], [votes for _, votes in discussion])
        for order, flat in EVERY_WAY:
            seen = turn_pages(thread.id, order, flat=flat, size=size)
            assert len(seen) == len(set(seen)) == len(discussion), (order, flat)
        transaction.set_rollback(True)


@settings(
    max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(discussion=discussions, size=st.integers(1, 7), seed=st.integers(0, 1000))
def test_no_comment_is_missed_or_repeated_while_comments_arrive(newspaper, discussion, size, seed):
    for order, flat in EVERY_WAY:
        with transaction.atomic():
            thread = newspaper.thread()
            fill(thread.id, [parent for parent, _ in discussion], [vote for _, vote in discussion])
            before = set(turn_pages(thread.id, order, flat=True, size=50))
            random, news = Random(seed), iter(range(8))

            def arrive(thread=thread, before=before, random=random, news=news):
                answered = random.choice([None, *sorted(before)])
                if (number := next(news, None)) is not None:
                    newspaper.comment(thread, f"News {number}", to=answered)

            seen = turn_pages(thread.id, order, flat=flat, size=size, between=arrive)
            assert len(seen) == len(set(seen)), (order, flat)
            assert before <= set(seen), (order, flat)
            transaction.set_rollback(True)


def test_each_order_ranks_as_it_says(newspaper):
    thread = newspaper.thread()
    fill(thread.id, [None, None, None, 0, 0], [(9, 0), (5, 5), (0, 4), (0, 0), (0, 0)])

    def texts(order):
        page = thread_page(thread_id=thread.id, order=order)
        return [group.root.html[-6:-5] for group in page.groups]

    assert texts(Order.OLDEST) == ["0", "1", "2"]
    assert texts(Order.NEWEST) == ["2", "1", "0"]
    assert texts(Order.BEST)[0] == "0"
    assert texts(Order.DISCUSSED)[0] == "0"
    assert texts(Order.DISPUTED)[0] == "1"


def test_replies_follow_their_root_oldest_first(newspaper):
    thread = newspaper.thread()
    fill(thread.id, [None, 0, 1, None, 0], [(0, 0)] * 5)
    page = thread_page(thread_id=thread.id)
    assert [len(group.replies) for group in page.groups] == [0, 3]
    ids = [reply.id for reply in page.groups[1].replies]
    assert ids == sorted(ids)


@pytest.mark.parametrize(("order", "flat"), EVERY_WAY)
def test_a_permalink_opens_a_page_that_shows_the_comment(newspaper, order, flat):
    thread = newspaper.thread()
    random = Random(3)
    parents = [random.choice([None, None, random.randrange(200)]) for _ in range(160)]
    parents += [5] * 70
    fill(thread.id, parents, [(random.randrange(4), random.randrange(4)) for _ in parents])
    every = turn_pages(thread.id, order, flat=flat, size=50)
    for comment_id in random.sample(every, 25):
        cursor = cursor_before(comment(comment_id), order=order, flat=flat)
        page = thread_page(thread_id=thread.id, order=order, flat=flat, after=cursor)
        assert comment_id in {shown.id for shown in page.comments}


@pytest.mark.parametrize("rank", ["nan", "inf", "x", ""])
def test_a_damaged_place_is_refused_with_a_sentence(rank):
    place = {"thread_id": 7, "order": Order.BEST, "flat": False}
    whole = write_cursor(Cursor(0.5, 1, 2, 3), **place)
    for damaged in ("x", "0" * 16 + "0" * 39 + rank, whole[:-1], whole + "1", whole.upper()):
        with pytest.raises(Invalid, match="doesn’t work"):
            read_cursor(damaged, **place)
    assert read_cursor(whole, **place) == Cursor(0.5, 1, 2, 3)


def test_a_place_is_signed_as_it_always_was():
    written = write_cursor(Cursor(0.0, 1, 2, 3), thread_id=7, order=Order.BEST, flat=True)
    signed = salted_hmac("belowline.cursor", f"7 {Order.BEST} flat {written[16:]}").hexdigest()
    assert written[:16] == signed[:16], "links that people have kept still lead there"


@pytest.mark.parametrize(("order", "flat"), EVERY_WAY)
def test_a_place_is_good_in_its_own_thread_order_and_view_only(newspaper, order, flat):
    threads = [newspaper.thread().id for _ in range(2)]
    for thread_id in threads:
        fill(thread_id, [None] * 6, [(1, 0)] * 6)
    own = {"thread_id": threads[0], "order": order, "flat": flat}
    after = thread_page(**own, size=2).after
    assert len(thread_page(**own, size=2, after=after).comments) == 2
    others = [{**own, "thread_id": threads[1]}, {**own, "flat": not flat}]
    others += [{**own, "order": other} for other in Order if other is not order]
    for other in others:
        with pytest.raises(Invalid, match="doesn’t work"):
            thread_page(**other, size=2, after=after)


def test_whoever_comes_back_after_a_long_time_costs_no_more_than_anybody(newspaper):
    thread = newspaper.thread()
    fill(thread.id, [None] * 60, [(0, 0)] * 60)
    kept = thread_page(thread_id=thread.id, order=Order.DISCUSSED).after
    fill(thread.id, [n % 60 for n in range(400)], [(0, 0)] * 400, first=60)
    with CaptureQueriesContext(connection) as asked:
        page = thread_page(thread_id=thread.id, order=Order.DISCUSSED, after=kept)
    assert page.comments
    assert all("LIMIT" in it["sql"] for it in asked if 'FROM "answer"' in it["sql"])


@pytest.mark.parametrize(("order", "flat"), EVERY_WAY)
def test_the_last_page_asks_as_little_of_the_database_as_the_first(newspaper, order, flat):
    thread = newspaper.thread()
    fill(
        thread.id,
        [None if n % 3 else n // 2 for n in range(300)],
        [(n % 5, n % 3) for n in range(300)],
    )
    cursors = [None]
    while cursors[-1] is not None or len(cursors) == 1:
        page = thread_page(thread_id=thread.id, order=order, flat=flat, after=cursors[-1])
        cursors.append(page.after)
    with CaptureQueriesContext(connection) as asked:
        thread_page(thread_id=thread.id, order=order, flat=flat, after=cursors[-2])
    assert len(asked) <= 8


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads SQLite's query plans")
@pytest.mark.parametrize(("order", "flat"), EVERY_WAY)
def test_a_page_is_read_by_seeking_in_an_index_without_sorting(newspaper, order, flat):
    thread = newspaper.thread()
    fill(
        thread.id,
        [None if n % 3 else n // 2 for n in range(200)],
        [(n % 5, n % 3) for n in range(200)],
    )
    first = thread_page(thread_id=thread.id, order=order, flat=flat)
    with CaptureQueriesContext(connection) as asked:
        thread_page(thread_id=thread.id, order=order, flat=flat, after=first.after)
    for query in asked.captured_queries:
        if 'FROM "comment"' not in query["sql"]:
            continue
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
            plan = [row[3] for row in cursor.fetchall()]
        scanned = [step for step in plan if step.startswith("SCAN") and "json_each" not in step]
        assert not scanned, (plan, query["sql"])
        if "LIMIT" in query["sql"]:
            assert not any("TEMP B-TREE" in step for step in plan), (plan, query["sql"])
