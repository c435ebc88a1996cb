"""Figures of the search: a million comments, their index, and the worst that can be asked."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.test import Client

from belowline.core.clock import now
from belowline.core.ids import new_id
from belowline.discussion.models import Comment
from belowline.discussion.services.posts import post_comment
from belowline.search.models import IndexedComment
from belowline.search.services.indexing import index_everything, index_stale
from belowline.search.services.stale import mark_stale
from benchmarks.measuring import Row, milliseconds, timed
from benchmarks.newspaper import Newspaper
from benchmarks.words import comment

COMMENTS = int(os.environ.get("BENCH_SEARCH_COMMENTS", "1000000"))
_TEXTS, _THREADS = 20_000, 1_000
_POSTS = 400
_SEARCHES = {
    "rare words": {"q": "asyncgen unhashable"},
    "a phrase of common words": {"q": '"of the" the'},
    "common words": {"q": "the is a of"},
    "Japanese": {"q": "コメント"},
    "an author": {"by": "reader7", "q": "value"},
}
_WORST = {
    "all common words in a phrase that is nowhere": {"q": '"the a of is the a of is the"'},
    "twelve common words and none": {"q": "the a of is and to in for that it be zzzzq"},
    "common words without common ones": {"q": "the -a -of -is -and -to -in"},
    "an author who is nowhere": {"q": "the", "by": "nobody at all"},
    "common words of another section": {
        "q": "the of",
        "since": "2001-01-01",
        "until": "2002-01-01",
    },
}


def figures() -> Iterator[Row]:
    """Measures one after the other; each row as soon as it is known."""
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update={"searches_per_minute": 10**6})
    newspaper = Newspaper.found()
    _fill(newspaper)
    yield _indexed()
    gc.collect()
    gc.freeze()  # as a worker does, so that what this process has loaded is in nobody's time
    yield from _asked(_SEARCHES, "first page")
    yield _worst()
    yield _written(newspaper)


def _fill(newspaper: Newspaper) -> None:
    threads = [newspaper.thread(f"search-{number}") for number in range(_THREADS)]
    texts = [comment(number) for number in range(_TEXTS)]
    moment = now()
    for start in range(0, COMMENTS, 5_000):
        rows = []
        for number in range(start, min(start + 5_000, COMMENTS)):
            key = new_id()
            text = texts[number * 7919 % _TEXTS]
            rows.append(
                Comment(
                    id=key,
                    root_id=key,
                    publication_id=newspaper.publication_id,
                    thread_id=threads[number % _THREADS],
                    author_name=f"reader{number % 500}",
                    posted_at=moment,
                    text=text,
                    html=f"<p>{text}</p>",
                )
            )
        Comment.objects.bulk_create(rows, batch_size=1_000)


def _indexed() -> Row:
    before = _megabytes()
    start = perf_counter()
    index_everything()
    rate = COMMENTS / (perf_counter() - start)
    number = IndexedComment.objects.count()
    size = (_megabytes() - before) * 1e6 / number
    return Row(
        f"index of {number:,} comments",
        f"{size * number / 1e6:,.0f} MB",
        f"{size:.0f} bytes a comment, {rate:,.0f} texts a second",
    )


def _megabytes() -> float:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_total_relation_size('search_comment')"
                " + pg_total_relation_size('search_article')"
            )
            return float(cursor.fetchone()[0]) / 1e6
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Path(settings.DATABASES["default"]["NAME"]).stat().st_size / 1e6


def _asked(searches: dict[str, dict[str, str]], what: str) -> Iterator[Row]:
    for name, fields in searches.items():
        times = _times(fields)
        yield Row(f"search: {what}, {name}", milliseconds(times), " ".join(fields.values()))


def _worst() -> Row:
    slowest = {name: max(_times(fields)) for name, fields in _WORST.items()}
    name = max(slowest, key=slowest.__getitem__)
    return Row(
        "search: the slowest of what is hard to answer", f"{slowest[name] * 1000:.0f} ms", name
    )


def _times(fields: dict[str, str]) -> list[float]:
    client = Client(headers={"Host": "127.0.0.1"})
    address = f"/search?{urlencode({**fields, 'kind': 'comments'})}"

    def ask(_: int) -> None:
        assert client.get(address).status_code == 200  # noqa: S101 - a figure of an error is none

    return timed(ask, runs=100)


def _written(newspaper: Newspaper) -> Row:
    """What a comment costs to post, and to index later."""
    writer, thread_id = newspaper.person("search writer"), newspaper.thread("search-posts")
    posted = []

    def post(number: int) -> None:
        text = comment(10**6 + number)
        posted.append(post_comment(actor=writer, thread_id=thread_id, text=text))

    times = timed(post, runs=_POSTS)
    start = perf_counter()
    mark_stale({("comment", key): 1 for key in posted})
    index_stale()
    indexed = (perf_counter() - start) / len(posted)
    return Row(
        "a comment posted, and indexed after the answer",
        f"{median(times) * 1000:.2f} ms and {indexed * 1000:.2f} ms",
        f"{_POSTS} comments beside {COMMENTS:,}, one thread",
    )
