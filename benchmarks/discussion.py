"""Figures of the discussion: import, pages, posts, votes."""

from collections.abc import Iterator
from statistics import median
from time import perf_counter

from django.test import Client

from belowline.discussion.queries.orders import Order
from belowline.discussion.queries.pages import thread_page
from belowline.discussion.services.imports import import_comments
from belowline.discussion.services.posts import post_comment
from belowline.discussion.services.votes import cast_vote
from benchmarks.measuring import Row, milliseconds, own_megabytes, timed
from benchmarks.newspaper import Newspaper, comments
from benchmarks.words import comment

_IMPORTED = 100_000
_THREADS = 100
_LONG = 20_000


def figures() -> Iterator[Row]:
    """Measures one after the other; each row as soon as it is known."""
    newspaper = Newspaper.found()
    yield from _import(newspaper)
    yield from _pages(newspaper)
    yield from _writes(newspaper)


def _import(newspaper: Newspaper) -> Iterator[Row]:
    each = _IMPORTED // _THREADS
    memory = []
    start = perf_counter()
    for number in range(_THREADS):
        thread_id = newspaper.thread(f"import-{number}")
        for _ in import_comments(thread_id=thread_id, comments=comments(each, number * each)):
            pass
        memory.append(own_megabytes())
    seconds = perf_counter() - start
    yield Row(
        f"import {_IMPORTED:,} comments",
        f"{_IMPORTED / seconds:,.0f} rows/s",
        f"{_THREADS} threads, quotes recognised, {seconds:.0f} s in all",
    )
    yield Row(
        "memory of the importing process",
        f"{memory[9]:.0f} MB → {memory[-1]:.0f} MB",
        f"after {10 * each:,} and after {_IMPORTED:,} comments",
    )


def _pages(newspaper: Newspaper) -> Iterator[Row]:
    thread_id = newspaper.thread("long")
    for _ in import_comments(thread_id=thread_id, comments=comments(_LONG, 7)):
        pass
    for _ in import_comments(thread_id=newspaper.thread("forty-one"), comments=comments(41, 41)):
        pass
    client = Client(headers={"Host": "127.0.0.1"})
    times = timed(lambda _: client.get("/news/import-3"), runs=100)
    yield Row("render a story with 50 comments, cold", milliseconds(times), "whole request")
    for order in Order:
        places = _places(thread_id, order)
        first = timed(lambda _, o=order: thread_page(thread_id=thread_id, order=o), runs=100)  # type: ignore[misc]
        last = timed(
            lambda _, o=order, at=places: thread_page(thread_id=thread_id, order=o, after=at),  # type: ignore[misc]
            runs=100,
        )
        yield Row(
            f"{_LONG:,} comments, {order}: page 1 and page 400",
            f"{median(first) * 1000:.2f} ms and {median(last) * 1000:.2f} ms",
            "query and views, without HTML",
        )


def _places(thread_id: int, order: Order) -> str | None:
    """Where page 400, the last one, begins."""
    cursor = None
    for _ in range(399):
        cursor = thread_page(thread_id=thread_id, order=order, after=cursor).after
    return cursor


def _writes(newspaper: Newspaper) -> Iterator[Row]:
    people = [newspaper.person(f"writer{number}") for number in range(20)]
    short, long = newspaper.thread("short"), newspaper.thread("busy")
    for _ in import_comments(thread_id=long, comments=comments(_LONG, 11)):
        pass
    posted: list[int] = []
    for thread_id, name in ((short, "an empty thread"), (long, f"a thread of {_LONG:,}")):
        times = timed(
            lambda number, at=thread_id: posted.append(  # type: ignore[misc]
                post_comment(actor=people[number % 20], thread_id=at, text=comment(number % 997))
            ),
            runs=300,
        )
        yield Row(f"post into {name}", milliseconds(times), "durable (synchronous=FULL)")
    voter = newspaper.person("voter")
    times = timed(
        lambda number: cast_vote(actor=voter, comment_id=posted[number % 300], value=1), runs=300
    )
    yield Row("vote", milliseconds(times), "durable (synchronous=FULL)")
