"""Pages that nobody has made yet, beside Isso, and what an ordinary busy hour costs."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from belowline.config.background import work_once
from belowline.core.clock import now
from belowline.discussion.models import StaleSummary, Thread
from belowline.discussion.services.imports import import_comments
from belowline.newsroom.models import Article, Section
from belowline.search.models import StaleText
from belowline.search.services.indexing import index_everything
from benchmarks.crowd import crowd, posts
from benchmarks.loading import ON_THE_OTHER_CORE, RUNS, load, served, use_of
from benchmarks.measuring import Row
from benchmarks.newspaper import Newspaper, comments
from benchmarks.words import sentences

STORIES = 100_000
WITH_COMMENTS = 4_000
COMMENTS = 41
_SCRIPT = Path(__file__).parent / "forwarded.lua"
_BUSY = 40
_MADE = 200
_SECONDS = 20
_READS, _POSTS = 150, 20
_SERVE = ("-m", "belowline", "serve", "--port", "{port}")
_LIMITS = ("BELOWLINE_POSTS_PER_MINUTE", "BELOWLINE_POSTS_PER_HOUR", "BELOWLINE_VOTES_PER_MINUTE")


def figures() -> Iterator[Row]:
    """One after the other, each as soon as it is known; needs wrk, taskset and two cores."""
    newspaper = Newspaper.found()
    paths = _stories(newspaper)
    with TemporaryDirectory() as name:
        folder = Path(name)
        pace = _Pace(folder)
        lines = _lines(folder, paths)
        yield from _crawled(lines)
        yield _made_again(newspaper, folder, paths)
        yield from _crowded(pace, lines, paths)
        _catch_up()
        yield from _busy(pace, paths, workers=1)
        yield from _busy(pace, paths, workers=4)


def _stories(newspaper: Newspaper) -> list[str]:
    """The paths of the stories that have comments; there are as many others as make 100,000."""
    section = Section.objects.get(publication_id=newspaper.publication_id, slug="news")
    moment = now()
    articles = [
        Article(
            publication_id=newspaper.publication_id,
            section=section,
            slug=f"story-{number}",
            headline=sentences(number, 1)[:80],
            standfirst=sentences(number + 10**6, 1),
            body=(body := sentences(number % 997, 12)),
            body_html=f"<p>{body}</p>",
            published_at=moment,
        )
        for number in range(STORIES)
    ]
    Article.objects.bulk_create(articles, batch_size=2_000)
    threads = [
        Thread(publication_id=newspaper.publication_id, article=article) for article in articles
    ]
    Thread.objects.bulk_create(threads, batch_size=2_000)
    for number, thread in enumerate(threads[:WITH_COMMENTS]):
        list(import_comments(thread_id=thread.id, comments=comments(COMMENTS, number * COMMENTS)))
    return [f"/news/story-{number}" for number in range(WITH_COMMENTS)]


def _catch_up() -> None:
    """Brings the read models to where they are on a site that has been there for long."""
    work_once()
    index_everything()
    StaleText.objects.all().delete()
    StaleSummary.objects.all().delete()  # nobody with an account wrote what was imported


def _crawled(lines: Path) -> Iterator[Row]:
    with served(_SERVE) as (url, process):
        (reached,) = load(url, connections=4, script=_SCRIPT, files={"BODIES": lines})
        yield Row(
            "stories that nobody has made yet",
            f"{reached.rate:,.0f} pages/s",
            f"{COMMENTS} comments each, {STORIES:,} stories, 4 connections, "
            f"p99 {reached.p99:.0f} ms, median of {RUNS}",
        )
        yield Row(
            "memory of the worker after that",
            f"{use_of(process).megabytes:.0f} MB",
            "anonymous",
        )


def _made_again(newspaper: Newspaper, folder: Path, paths: Sequence[str]) -> Row:
    """Pages for the first time, and some of them after comments, in a process of their own: in one
    that has just written all these stories, whose memory is in pieces, they would take longer.
    """
    writer = newspaper.person("writer").name
    asked = {"paths": list(paths), "made": _MADE, "busy": _BUSY, "writer": writer}
    file = folder / "made.json"
    file.write_text(json.dumps(asked), encoding="utf-8")
    told = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-m", "benchmarks.made_again", str(file)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    took: dict[str, float] = json.loads(told)
    return Row(
        "a page that nobody has made yet, and again after a comment",
        f"{took['first']:.2f} ms and {took['again']:.2f} ms",
        f"{took['again'] / took['first']:.0%}; {COMMENTS} comments, {_MADE} pages and {_BUSY}, "
        "not compressed",
    )


def _crowded(pace: "_Pace", lines: Path, paths: Sequence[str]) -> Iterator[Row]:
    """A finished page, beside eight connections that crawl."""
    with served(_SERVE) as (url, _), _crawling(url, lines, connections=8):
        told = pace(url, paths[:1], reads=100)
    yield Row(
        "a finished page while eight connections crawl",
        f"p99 {told['read_p99']:.1f} ms",
        f"median {told['read_median']:.1f} ms, 100 reads a second",
    )


def _busy(pace: "_Pace", paths: Sequence[str], *, workers: int) -> Iterator[Row]:
    """Posts over 40 stories, and reads of these and of the front."""
    asked = [*paths[:_BUSY], "/"]
    with served((*_SERVE, "--workers", str(workers)), without=_LIMITS) as (url, process):
        pace(url, asked, reads=_READS, posts_=_POSTS)
        before = use_of(process).seconds
        told = pace(url, asked, reads=_READS, posts_=_POSTS)
        used = (use_of(process).seconds - before) / _SECONDS
    yield Row(
        f"{_POSTS} posts and {_READS} reads a second over {_BUSY} stories, {workers} workers"
        if workers > 1
        else f"a busy hour: {_POSTS} posts and {_READS} reads a second over {_BUSY} stories",
        f"{used:.0%} of a core",
        f"p99 of a read {told['read_p99']:.1f} ms, of a post {told['post_p99']:.0f} ms",
    )


def _lines(folder: Path, paths: Sequence[str]) -> Path:
    """Each path once, for wrk."""
    file = folder / f"paths-{len(paths)}"
    file.write_text("\n".join(f"GET {path} " for path in paths), encoding="utf-8")
    return file


@contextmanager
def _crawling(url: str, lines: Path, *, connections: int) -> Iterator[None]:
    command = ["wrk", "-t1", f"-c{connections}", f"-d{_SECONDS * 3}", "-s", str(_SCRIPT), url]
    crawler = subprocess.Popen(  # noqa: S603 - our own words
        [*ON_THE_OTHER_CORE, *command, "--", "0"],
        env={"BODIES": str(lines), "PATH": "/usr/bin:/bin"},
        stdout=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        crawler.kill()
        crawler.wait()


class _Pace:
    """Requests at a pace, from the other core; every comment is somebody else's and a new one."""

    def __init__(self, folder: Path) -> None:
        self._asked = folder / "asked.json"
        self._people = iter(crowd(_POSTS * _SECONDS * 4, prefix="b"))
        self._seeds = count(10**8)

    def __call__(
        self, url: str, paths: Sequence[str], *, reads: int, posts_: int = 0
    ) -> dict[str, float]:
        """What the requests met with, as benchmarks/pace.py tells it."""
        ids = [_thread_id(path) for path in paths if path != "/"]
        number = posts_ * _SECONDS
        written = [
            next(posts(1, ids[at % len(ids)], seed=next(self._seeds))) for at in range(number)
        ]
        asked = {
            "paths": list(paths),
            "reads": reads,
            "seconds": _SECONDS,
            "written": written,
            "people": list(islice(self._people, number)),
        }
        self._asked.write_text(json.dumps(asked), encoding="utf-8")
        told = subprocess.run(  # noqa: S603 - our own words
            [*ON_THE_OTHER_CORE, sys.executable, "-m", "benchmarks.pace", url, str(self._asked)],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        found: dict[str, float] = json.loads(told)
        return found


def _thread_id(path: str) -> int:
    return Thread.objects.values_list("id", flat=True).get(article__slug=path.rpartition("/")[2])
