"""Isso beside Belowline: installed anew, and run as its own image runs it."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from urllib.request import Request, urlopen

from benchmarks.loading import RUNS, is_possible, load, served
from benchmarks.measuring import Row
from benchmarks.words import comment

_THREADS = 1_000
_SCRIPT = Path(__file__).parent / "forwarded.lua"
_CONFIGURATION = """
[general]
dbpath = {folder}/comments.db
host = http://127.0.0.1/
[moderation]
enabled = false
[guard]
enabled = false
[server]
trusted-proxies = 127.0.0.1
"""
_JSON = {"Content-Type": "application/json"}


def figures() -> Iterator[Row]:
    """Isso's figures for what Belowline is measured by as well."""
    if not is_possible():
        yield Row("Isso", "not measured", "needs wrk, taskset and two cores")
        return
    with TemporaryDirectory() as name:
        folder = Path(name)
        python = _installed(folder)
        if python is None:
            yield Row("Isso", "not measured", "it could not be installed here")
            return
        settings = folder / "isso.cfg"
        settings.write_text(_CONFIGURATION.format(folder=folder), encoding="utf-8")
        gunicorn = ("-m", "gunicorn", "-b", "127.0.0.1:{port}", "-w", "4", "--preload", "isso.run")
        environment = {"ISSO_SETTINGS": str(settings)}
        with served(gunicorn, path="/js/embed.min.js", python=python, environment=environment) as (
            url,
            _,
        ):
            yield from _measured(url, folder)


def _installed(folder: Path) -> str | None:
    python = folder / "venv" / "bin" / "python"
    try:
        for command in (
            [sys.executable, "-m", "venv", str(folder / "venv")],
            [str(python), "-m", "pip", "install", "--quiet", "isso", "gunicorn"],
        ):
            subprocess.run(command, check=True, capture_output=True, timeout=300)  # noqa: S603 - our own words
    except (subprocess.SubprocessError, OSError):
        return None
    return str(python)


def _measured(url: str, folder: Path) -> Iterator[Row]:
    for number in range(41):
        _post(url, "/forty-one/", comment(number))
    yield _crawled(url, folder)
    targets = [_post(url, "/hot/", comment(number)) for number in range(300)]
    random = Random(1)  # noqa: S311 - the same votes at every run are what is wanted
    uris = json.dumps([f"/import-{number}/" for number in range(50)])
    for what, unit, connections, lines in (
        ("read a thread of 41 comments", "requests/s", 32, ["GET /?uri=%2Fforty-one%2F "]),
        ("counts for 50 articles", "requests/s", 32, [f"POST /count {uris}"]),
        (
            "votes, 16 connections",
            "a second",
            16,
            [f"POST /id/{random.choice(targets)}/like {{}}" for _ in range(60_000)],
        ),
        (
            "posts, 16 connections",
            "a second",
            16,
            [f"POST /new?uri=%2Fhot%2F {_body(10**6 + number)}" for number in range(20_000)],
        ),
    ):
        bodies = folder / "bodies"
        bodies.write_text("\n".join(lines), encoding="utf-8")
        (reached,) = load(url, connections=connections, script=_SCRIPT, files={"BODIES": bodies})
        yield Row(
            f"Isso: {what}",
            f"{reached.rate:,.0f} {unit}",
            f"p99 {reached.p99:.0f} ms; gunicorn with 4 workers, median of {RUNS}",
        )


def _crawled(url: str, folder: Path) -> Row:
    """Threads that nobody has read yet: copies of the only one there is, each under its address."""
    with closing(sqlite3.connect(folder / "comments.db", timeout=10)) as database, database:
        columns = [name for _, name, *_ in database.execute("PRAGMA table_info(comments)")]
        copied = ", ".join(name for name in columns if name not in ("id", "tid"))
        (first,) = database.execute("SELECT min(id) FROM threads").fetchone()
        for number in range(_THREADS):
            title = ("A page", f"/story-{number}/")
            added = database.execute("INSERT INTO threads (title, uri) VALUES (?, ?)", title)
            database.execute(
                f"INSERT INTO comments (tid, {copied}) SELECT ?, {copied} "  # noqa: S608 - its own
                "FROM comments WHERE tid = ?",
                (added.lastrowid, first),
            )
    lines = folder / "lines"
    asked = (f"GET /?uri=%2Fstory-{number}%2F " for number in range(_THREADS))
    lines.write_text("\n".join(asked), encoding="utf-8")
    (reached,) = load(url, connections=4, script=_SCRIPT, files={"BODIES": lines})
    return Row(
        "Isso: threads that nobody has read yet",
        f"{reached.rate:,.0f} requests/s",
        f"41 comments each, {_THREADS:,} threads, 4 connections, p99 {reached.p99:.0f} ms, "
        f"gunicorn with 4 workers on one core, median of {RUNS}",
    )


def _body(seed: int) -> str:
    return json.dumps({"text": comment(seed), "author": "Somebody", "title": "A page"})


def _post(url: str, uri: str, text: str) -> int:
    body = json.dumps({"text": text, "author": "Somebody", "title": "A page"}).encode()
    request = Request(f"{url}/new?uri={uri}", body, _JSON)  # noqa: S310 - our own
    with urlopen(request, timeout=10) as answer:  # noqa: S310 - our own
        return int(json.load(answer)["id"])
