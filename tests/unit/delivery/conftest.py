"""A front before an application that counts how often it is asked."""

import asyncio
import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import pytest

from belowline.delivery.outbox import Fact
from belowline.delivery.page_server import PageServer
from belowline.delivery.reasons import Reason
from belowline.delivery.request_body import RequestBodies
from belowline.delivery.routes import Routes
from belowline.delivery.write_batcher import Request, WriteBatcher
from belowline.delivery.wsgi_bridge import Answer, WSGIBridge


class Panic(BaseException):
    """What a library in Rust raises, and no `except Exception` catches."""


@dataclass
class Written:
    """An outbox in memory."""

    facts: list[Fact] = field(default_factory=list)
    seen: int = 0
    is_there: bool = True
    is_at_hand: bool = False
    forgotten_to: int = 0
    hold: threading.Event | None = None
    asked: int = 0

    def begin(self) -> None:
        self._answer()

    def write(self, thread_id: int, revision: int = 1) -> None:
        told = {"revision": revision}
        self.facts.append(Fact(len(self.facts) + 1, "CommentPosted", 1, thread_id, told))

    def has_moved(self) -> bool:
        return self.seen < len(self.facts)

    def fresh(self) -> list[Fact]:
        self._answer()
        fresh, self.seen = self.facts[self.seen :], len(self.facts)
        return fresh

    def of_thread(self, thread_id: int, limit: int) -> list[Fact]:
        self._answer()
        seen = self.facts[: self.seen]
        return [fact for fact in seen if fact.thread_id == thread_id][-limit:]

    def may_have_forgotten(self, after: int) -> bool:
        return after < self.forgotten_to

    def break_off(self) -> None:
        if self.hold is not None:
            self.hold.set()

    def close(self) -> None:
        self.facts.clear()

    def _answer(self) -> None:
        self.asked += 1
        if self.hold is not None:
            self.hold.wait(timeout=20)
        if not self.is_there:
            raise OSError("the database is away")


@dataclass
class Pages:
    """A WSGI application: `/shared/N` depends on thread N, and says how often it was made."""

    text: str = "words " * 100
    headers: list[tuple[str, str]] = field(default_factory=list)
    status: str = "200 OK"
    hold: Any = None
    asked: list[dict[str, Any]] = field(default_factory=list)

    def __call__(self, environ, start_response):
        self.asked.append(environ)
        text = f"{self.text}{len(self.asked)}"
        if self.hold is not None:
            self.hold.wait(timeout=5)
        path = environ["PATH_INFO"]
        if path == "/exit":
            raise SystemExit(3)
        headers = [("Content-Type", "text/plain"), *self.headers]
        if path.startswith("/shared/"):
            headers.append(("Belowline-Depends", f"thread:{path.rpartition('/')[2]}"))
        start_response(self.status, headers)
        return [text.encode(), environ["wsgi.input"].read()]


@dataclass
class Writing:
    """Settles small writes: `hold` holds it up, a body that says so breaks it or is not for it."""

    hold: Any = None
    batches: list[list[bytes]] = field(default_factory=list)

    def __call__(self, requests: Sequence[Request]) -> list[Answer | None]:
        bodies = [request.body for request in requests]
        if b"break" in bodies:
            raise RuntimeError("broken")
        if b"panic" in bodies:
            raise Panic
        if self.hold is not None:
            self.hold.acquire(timeout=5)
        self.batches.append(bodies)
        return [None if body == b"django" else Answer(200, [], b"done") for body in bodies]


@dataclass
class Trial:
    """A disk in memory: it can be full, and silent."""

    is_full: bool = False
    is_seen: bool = False
    hold: threading.Event | None = None
    written: int = 0

    def look(self) -> None:
        if self.is_full and self.is_seen:
            raise OSError("no room is left")

    def write(self) -> None:
        if self.hold is not None:
            self.hold.wait(timeout=20)
        if self.is_full:
            raise OSError("the disk is full")
        self.written += 1

    def break_off(self) -> None:
        if self.hold is not None:
            self.hold.set()


@dataclass
class Sums:
    """Where sums of reads are written: a database in memory, which can be away, and slow."""

    read: Counter[int] = field(default_factory=Counter)
    is_there: bool = True
    hold: threading.Event | None = None

    def __call__(self, sums: Mapping[int, int]) -> None:
        if self.hold is not None:
            self.hold.wait(timeout=20)
        if not self.is_there:
            raise OSError("the database is away")
        self.read.update(sums)


@dataclass
class Answered:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


class Asking:
    """Asks the front, as a server would."""

    def __init__(self, front: PageServer) -> None:
        self.front = front

    async def ask(self, path: str, *, method: str = "GET", body: bytes = b"", **headers: str):
        path, _, query = path.partition("?")
        named = {name.replace("_", "-").lower(): value for name, value in headers.items()}
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "scheme": "http",
            "http_version": "1.1",
            "server": ("127.0.0.1", 80),
            "client": ("127.0.0.9", 1234),
            "headers": [
                (name.encode(), value.encode())
                for name, value in {"host": "news.example", **named}.items()
            ],
        }
        sent: list[dict[str, Any]] = []

        async def receive():
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message):
            sent.append(message)

        await self.front(scope, receive, send)
        start, *parts = sent
        told = {name.decode(): value.decode() for name, value in start["headers"]}
        return Answered(start["status"], told, b"".join(part["body"] for part in parts))

    def now(self, path: str, **given) -> Answered:
        return asyncio.run(self.ask(path, **given))

    def watched(self, story):
        """What a story comes to while the front watches its database."""

        async def told():
            await self.front.begin()
            watching = asyncio.create_task(self.front.watch())
            try:
                return await story()
            finally:
                watching.cancel()

        return asyncio.run(told())


def _followed(path: str, query: bytes) -> dict[int, int | None]:
    """`/live?1=4&2=` follows thread 1 from revision 4 on, and thread 2."""
    asked = parse_qsl(query.decode(), keep_blank_values=True) if path == "/live" else []
    return {int(thread): int(revision) if revision else None for thread, revision in asked}


def _choice(cookies: bytes) -> bytes:
    """Only the cookie `tongue` makes a difference, and only if it is `tongue=b`."""
    return b"tongue=b" if b"tongue=b" in cookies.split(b"; ") else b""


async def _person_of(scope) -> str:
    """Whoever says so in a header."""
    return next((value.decode() for name, value in scope["headers"] if name == b"person"), "")


def _turned_away(scope, reason: Reason, body: bytes = b"") -> Answer:
    if reason is Reason.UNAVAILABLE:
        return Answer(503, [(b"retry-after", b"5")], b"away" + body)
    return Answer(400, [], reason.encode())


@pytest.fixture
def pages() -> Pages:
    return Pages()


@pytest.fixture
def outbox() -> Written:
    return Written()


@pytest.fixture
def writing() -> Writing:
    return Writing()


@pytest.fixture
def trial() -> Trial:
    return Trial()


@pytest.fixture
def sums() -> Sums:
    return Sums()


@pytest.fixture
def asking(pages, outbox, writing, trial, sums):
    wsgi_bridge = WSGIBridge(pages, threads=4)
    bodies = RequestBodies(
        largest=1_000,
        larger={"/photograph": 3_000},
        person_of=_person_of,
        network_of=lambda scope: scope["client"][0],
    )
    batcher = WriteBatcher(writing)
    asking = Asking(
        PageServer(
            wsgi_bridge,
            outbox,
            routes=Routes([("/shared.*", frozenset({"order"}))]),
            choice=_choice,
            country_header=b"x-country",
            invalidates=lambda fact: [f"thread:{fact.thread_id}"],
            followed=_followed,
            tell=lambda fact: (fact.name, str(fact.thread_id)),
            is_small=lambda method, path: (method, path) == ("PUT", "/small"),
            turned_away=_turned_away,
            bodies=bodies,
            batcher=batcher,
            trial=trial,
            write_reads=sums,
            memory=1_000_000,
            readers=3,
            made_at_once=8,
        )
    )
    yield asking
    asking.front.close()
    batcher.close()
    wsgi_bridge.close()
