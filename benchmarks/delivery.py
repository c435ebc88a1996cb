"""Figures of the front: reads beside the floor, writes, both at once, and live readers."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from belowline.core.ids import decode, encode
from belowline.core.models import OutboxEvent
from belowline.discussion.models import Comment
from belowline.discussion.services.imports import import_comments
from belowline.newsroom.models import Article
from benchmarks.crowd import crowd, posts, reads_and_posts, votes
from benchmarks.loading import (
    ON_THE_OTHER_CORE,
    RUNS,
    SECONDS,
    Load,
    is_possible,
    load,
    served,
    use_of,
)
from benchmarks.measuring import Row
from benchmarks.newspaper import Newspaper, comments

_HERE = Path(__file__).parent
_BROTLI = "Accept-Encoding: br"
_PEOPLE = 6000
_READERS = 10_000
_LIMITS = (
    "BELOWLINE_POSTS_PER_MINUTE",
    "BELOWLINE_POSTS_PER_HOUR",
    "BELOWLINE_VOTES_PER_MINUTE",
)
_SERVE = ("-m", "belowline", "serve", "--port", "{port}")
_FLOOR = (
    *("-m", "granian", "--interface", "asgi", "--no-ws", "--loop", "uvloop", "--port", "{port}"),
    "benchmarks.floor:application",
)


@dataclass(frozen=True, slots=True)
class _Files:
    """What the load generator reads."""

    people: Path
    votes: Path
    posts: Path
    reads: Path
    mixed: Path


def figures() -> Iterator[Row]:
    """One after the other, each as soon as it is known."""
    if not is_possible():
        yield Row("the front", "not measured", "needs wrk, taskset and two cores")
        return
    with TemporaryDirectory() as folder:
        files = _files(Path(folder))
        yield from _reads()
        yield from _writes(files)
        yield from _live(files)
        yield from _returning()


def _files(folder: Path) -> _Files:
    """A thread of 300 comments that many write in, and what they send."""
    newspaper = Newspaper.found()
    hot, busy = newspaper.thread("hot"), newspaper.thread("storm")
    for thread_id in (hot, busy):
        list(import_comments(thread_id=thread_id, comments=comments(300, 300)))
    targets = list(Comment.objects.filter(thread_id=hot).values_list("id", flat=True))
    found = _Files(*(folder / name for name in _Files.__slots__))
    for path, lines in (
        (found.people, crowd(_PEOPLE)),
        (found.votes, votes(60_000, targets)),
        (found.posts, posts(20_000, hot, seed=10**6)),
        (found.reads, ["GET /news/storm "]),
        (found.mixed, reads_and_posts(6_000, busy, "/news/storm", seed=10**7)),
    ):
        path.write_text("\n".join(lines), encoding="utf-8")
    return found


def _reads() -> Iterator[Row]:
    counts = urlencode([("url", f"/news/import-{number}") for number in range(50)])
    with served(_SERVE) as (ours, process):
        use = use_of(process)
        yield Row("memory of an idle worker", f"{use.megabytes:.0f} MB", "anonymous")
        yield Row(
            "memory of the process that begins workers",
            f"{use.main_megabytes:.0f} MB",
            "anonymous",
        )
        short, long = load(
            f"{ours}/news/forty-one", f"{ours}/news/long", connections=32, headers=[_BROTLI]
        )
        yield Row(
            "page 1 of 20,000 comments beside a thread of 41",
            f"{long.rate / short.rate:.0%}",
            f"{long.rate:,.0f} and {short.rate:,.0f} requests/s, in turns, median of {RUNS}",
        )
        for what, path in (
            ("read a thread of 41 comments", "/news/forty-one"),
            ("page 1 of 20,000 comments", "/news/long"),
            ("counts for 50 articles", f"/api/v1/counts?{counts}"),
        ):
            size = _size(ours + path)
            with served(_FLOOR, environment={"FLOOR_BYTES": str(size)}) as (floor, _):
                urls = (ours + path, floor + path)
                reached, least = load(*urls, connections=32, headers=[_BROTLI])
            yield Row(
                what,
                f"{reached.rate:,.0f} requests/s, {reached.rate / least.rate:.0%} of the floor",
                f"{size / 1000:.1f} KB brotli; floor {least.rate:,.0f}; 32 connections, "
                f"median of {RUNS}",
            )


def _size(address: str) -> int:
    headers = dict([_BROTLI.split(": ")])
    with urlopen(Request(address, headers=headers), timeout=30) as answer:  # noqa: S310 - our own
        return len(answer.read())


def _writes(files: _Files) -> Iterator[Row]:
    with served(_SERVE, without=_LIMITS) as (url, _):
        for what, lines in (("votes", files.votes), ("posts", files.posts)):
            reached = _scripted(url, files.people, lines, connections=16)
            yield Row(
                f"{what}, 16 connections",
                f"{reached.rate:,.0f} a second",
                f"durable; p99 {reached.p99:.0f} ms; by {_PEOPLE:,} people, usual limits",
            )
        calm = _scripted(url, files.people, files.reads, connections=32)
        with ThreadPoolExecutor() as beside:
            reader = beside.submit(load, f"{url}/news/storm", connections=1, headers=[_BROTLI])
            storm = _scripted(url, files.people, files.mixed, connections=32)
            alone = reader.result()[0]
        yield Row(
            "read a thread while 5 % of requests post in it",
            f"{storm.rate:,.0f} requests/s, {storm.rate / calm.rate:.0%} of undisturbed",
            f"p99 of a reader {alone.p99:.0f} ms, of all with the posts {storm.p99:.0f} ms; "
            f"undisturbed {calm.rate:,.0f}",
        )


def _scripted(url: str, people: Path, lines: Path, *, connections: int) -> Load:
    (reached,) = load(
        url,
        connections=connections,
        script=_HERE / "writes.lua",
        files={"PEOPLE": people, "BODIES": lines},
    )
    return reached


def _live(files: _Files) -> Iterator[Row]:
    with served(_SERVE, without=_LIMITS) as (url, process):
        before = use_of(process).megabytes
        command = [*ON_THE_OTHER_CORE, sys.executable, "-m", "benchmarks.readers", url]
        asked = [_ref("hot"), str(_READERS), str(files.people), str(files.posts)]
        readers = subprocess.Popen(
            [*command, *asked], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        listening = int(_line(readers))
        memory = use_of(process).megabytes
        seconds = readers.communicate("go\n", timeout=60)[0].strip()
    yield Row(
        "live readers of one worker",
        f"{listening:,} in {memory:.0f} MB",
        f"{before:.0f} MB without; a new comment reached the last of them after {seconds} s",
    )


def _returning() -> Iterator[Row]:
    """Each of them has missed ten facts in a thread of which more are kept than are told of."""
    facts = OutboxEvent.objects.filter(thread_id=decode(_ref("hot"))).order_by("-id")
    last_id = facts.values_list("id", flat=True)[10]
    with served(_SERVE, without=_LIMITS) as (url, _):
        page = f"{url}/news/forty-one"
        (calm,) = load(page, connections=1, headers=[_BROTLI])
        command = [*ON_THE_OTHER_CORE, sys.executable, "-m", "benchmarks.returning", url]
        asked = [_ref("hot"), str(_READERS), str(last_id)]
        returning = subprocess.Popen(
            [*command, *asked], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        _line(returning)
        (reached,) = load(page, connections=1, headers=[_BROTLI])
        number = int(returning.communicate("end\n", timeout=60)[0])
    yield Row(
        f"read while {_READERS:,} live readers come back again and again",
        f"p99 {reached.p99:.1f} ms",
        f"{number / (RUNS * SECONDS):,.0f} came back a second; without them {calm.p99:.1f} ms",
    )


def _line(process: subprocess.Popen[str]) -> str:
    return process.stdout.readline() if process.stdout else ""


def _ref(slug: str) -> str:
    return encode(Article.objects.get(slug=slug).thread.id)
