"""Processes on PostgreSQL that wake each other by a broker, a real one."""

import shutil
import subprocess
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from redis import Redis
from redis.exceptions import RedisError

from belowline.config.asgi import open_outbox
from belowline.delivery import wakeup_listener
from belowline.delivery.outbox import Fact
from serving import free_port, until

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite needs no broker"),
]


class Running:
    """A broker that can be stopped and started again."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._port = folder, free_port()
        self.url = f"redis://127.0.0.1:{self._port}/0"
        self.start()

    def start(self) -> None:
        server = shutil.which("valkey-server") or shutil.which("redis-server")
        assert server is not None, "tests/services/install installs it"
        command = [server, "--port", str(self._port), "--bind", "127.0.0.1", "--save", ""]
        self._process = subprocess.Popen(
            [*command, "--dir", str(self._folder)], stdout=subprocess.DEVNULL
        )
        with Redis.from_url(self.url) as client:
            until(client.ping, RedisError)

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()


@pytest.fixture
def broker(tmp_path, monkeypatch):
    running = Running(tmp_path)
    monkeypatch.setattr(settings.ENVIRONMENT, "broker_url", running.url)
    yield running
    running.stop()


@pytest.fixture
def outbox(broker):
    watching = open_outbox()
    yield watching
    watching.close()


@pytest.fixture
def _never_healed(monkeypatch):
    """Nobody looks at the outbox without being woken."""
    monkeypatch.setattr(wakeup_listener, "HEALED_AFTER", 1e9)


@pytest.mark.usefixtures("_never_healed")
def test_a_comment_wakes_other_processes(newspaper, outbox) -> None:
    thread = newspaper.thread()
    until(outbox._waking._woken.is_set)  # subscribed
    time.sleep(0.1)
    outbox.fresh()
    assert not outbox.has_moved()

    newspaper.comment(thread, "The boat is late.")

    assert _next(outbox, "CommentPosted").thread_id == thread.id


def test_a_broker_that_is_away_holds_up_nobody_and_is_healed(newspaper, broker, outbox) -> None:
    thread = newspaper.thread()
    outbox.fresh()
    broker.stop()

    newspaper.comment(thread, "Is anybody awake?")

    assert _next(outbox, "CommentPosted").thread_id == thread.id


def test_a_broker_that_is_back_wakes_again(newspaper, broker, outbox, monkeypatch) -> None:
    thread = newspaper.thread()
    broker.stop()
    newspaper.comment(thread, "While it was away.")
    _next(outbox, "CommentPosted")
    monkeypatch.setattr(wakeup_listener, "HEALED_AFTER", 1e9)
    broker.start()
    until(outbox.has_moved)  # subscribed again
    time.sleep(1.1)  # the writer leaves a broker that was away alone for a second
    outbox.fresh()

    newspaper.comment(thread, "Now that it is back.")

    assert _next(outbox, "CommentPosted").thread_id == thread.id


def _next(outbox, name: str) -> Fact:
    found: list[Fact] = []

    def look() -> bool:
        if outbox.has_moved():
            found.extend(fact for fact in outbox.fresh() if fact.name == name)
        return bool(found)

    until(look)
    return found[0]
