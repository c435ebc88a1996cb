"""A server that is killed in the middle of its work loses nothing that it has acknowledged.

`BELOWLINE_KILLS=100` kills it as often as that; a few times do for every day.
"""

import json
import os
import random
import signal
import sqlite3
import threading
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from belowline.core.ids import decode, encode
from belowline.discussion.models import Comment, Vote
from belowline.discussion.services.recount import recount
from newspaper import cookies_of
from serving import free_port, start, stop

KILLS = int(os.environ.get("BELOWLINE_KILLS", "4"))
WRITERS = 8


class Writer(threading.Thread):
    """Votes and posts without a pause; what is not acknowledged is sent again, as it was."""

    def __init__(self, url: str, people: list[tuple[int, str]], thread: str, targets: list[int]):
        super().__init__(daemon=True)
        self.votes: dict[tuple[int, int], int] = {}
        self.posts: dict[int, str] = {}
        self.done = False
        self.interrupted = 0
        self._place = urlsplit(url).netloc
        self._people, self._thread, self._targets = people, thread, targets
        self._connection = HTTPConnection(self._place, timeout=10)
        self._random = random.Random(thread)

    def run(self) -> None:
        while not self.done:
            person, cookie = self._random.choice(self._people)
            if self._random.random() < 0.3:
                self._post(cookie)
            else:
                self._vote(person, cookie)
        self._connection.close()

    def _vote(self, person: int, cookie: str) -> None:
        target = self._random.choice(self._targets)
        value = self._random.choice((1, -1, 0))
        answer = self._sent(
            "PUT", f"/api/v1/comments/{encode(target)}/vote", {"value": value}, cookie
        )
        assert answer["own"] == value
        self.votes[person, target] = value

    def _post(self, cookie: str) -> None:
        text = f"{self._random.getrandbits(64):x} is a word that nobody has said before."
        answer = self._sent(
            "POST", f"/api/v1/threads/{self._thread}/comments", {"text": text}, cookie
        )
        self.posts[decode(answer["id"])] = text

    def _sent(self, method: str, path: str, payload: object, cookie: str) -> dict:
        headers = {
            "Cookie": cookie,
            "Sec-Fetch-Site": "same-origin",
            "Content-Type": "application/json",
            "Idempotency-Key": str(uuid4()),
        }
        while True:
            try:
                self._connection.request(method, path, json.dumps(payload), headers)
                answer = self._connection.getresponse()
                body = answer.read()
            except (OSError, HTTPException):
                self.interrupted += 1
                self._connection.close()
                time.sleep(0.02)
                continue
            if answer.status < 300:
                return json.loads(body)
            time.sleep(0.02)


class Server:
    """A server that can be killed and started again on the same port."""

    def __init__(self, folder: Path, database: Path) -> None:
        self._place = (folder, database, free_port())
        self._process, self.site = start(*self._place)

    def kill(self) -> None:
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process, self.site = start(*self._place)

    def stop(self) -> None:
        stop(self._process)


@pytest.fixture
def server(django_db_setup, tmp_path, monkeypatch):
    monkeypatch.setenv("BELOWLINE_VOTES_PER_MINUTE", "1000000")
    monkeypatch.setenv("BELOWLINE_POSTS_PER_MINUTE", "1000000")
    monkeypatch.setenv("BELOWLINE_POSTS_PER_HOUR", "1000000")
    running = Server(tmp_path, django_db_setup)
    yield running
    running.stop()


def test_nothing_acknowledged_is_lost_to_kills(newspaper, server, django_db_setup) -> None:
    below = newspaper.thread()
    targets = [newspaper.comment(below, f"Remark number {number}.") for number in range(30)]
    writers = [
        Writer(
            server.site.url,
            [(it.id, cookies_of(it)) for it in (newspaper.person() for _ in range(4))],
            below.ref,
            targets,
        )
        for _ in range(WRITERS)
    ]
    for writer in writers:
        writer.start()

    for _ in range(KILLS):
        time.sleep(random.uniform(0.05, 0.4))
        server.kill()
    time.sleep(0.3)
    for writer in writers:
        writer.done = True
    for writer in writers:
        writer.join(timeout=30)
        assert not writer.is_alive()

    votes = {pair: value for writer in writers for pair, value in writer.votes.items() if value}
    posts = {number: text for writer in writers for number, text in writer.posts.items()}
    kept_votes = Vote.objects.filter(thread_id=below.id)
    kept_posts = Comment.objects.filter(thread_id=below.id).exclude(pk__in=targets)
    assert sum(writer.interrupted for writer in writers) >= KILLS
    assert len(posts) > 10 * KILLS
    assert dict(kept_posts.values_list("id", "text")) == posts
    assert {
        (person, comment): value
        for person, comment, value in kept_votes.values_list("person_id", "comment_id", "value")
    } == votes
    assert list(recount()) == []
    with sqlite3.connect(django_db_setup) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
