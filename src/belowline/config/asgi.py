"""The ASGI application that the server runs: the front, with Django behind it."""

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import cast
from urllib.parse import parse_qs

from django.conf import settings
from django.db import close_old_connections, connection

from belowline.config.wsgi import application as django
from belowline.core.ids import decode, encode
from belowline.core.tasks.worker import TaskWorker
from belowline.delivery.application import Application
from belowline.delivery.outbox import Fact, Outbox
from belowline.delivery.page_server import PageServer
from belowline.delivery.sqlite_outbox import SQLiteOutbox
from belowline.delivery.write_batcher import Request, WriteBatcher
from belowline.delivery.wsgi_bridge import Answer, WSGIBridge
from belowline.web.api.batching import execute_batch, is_batched
from belowline.web.http.languages import choice_in

_REF = "[0-9a-z]{13}"
_OWN = (
    "accounts|alerts|api|c|desk|erased|health|language|me"
    "|people|pictures|preview|sso|static|threads"
)
_SHARED = re.compile(
    rf"/|/feed\.atom|/threads/{_REF}(?:/items)?|/(?!(?:{_OWN})(?:/|$))[\w-]+(?:/[\w-]+)?(?:/feed\.atom)?"
    rf"|/people/{_REF}(?:/answers)?|/pictures/[0-9a-f]{{32}}/(?:96|256)"
    rf"|/api/v1/(?:threads|counts|threads/{_REF}/comments|comments/{_REF}(?:/answers)?)"
    rf"|/api/v1/people/{_REF}(?:/comments)?",
    re.ASCII,
)
_PARAMETERS = frozenset({"after", "id", "limit", "order", "url", "view"})
_LIVE = "/threads/live"
_FOLLOWED = re.compile(rf"({_REF})(?:\.(\d{{1,18}}))?", re.ASCII)
_FOLLOWED_MOST = 20
_TOLD = {
    "CommentPosted": "posted",
    "CommentEdited": "changed",
    "CommentWithdrawn": "changed",
    "CommentRemoved": "changed",
    "CommentRestored": "changed",
    "CommentErased": "changed",
    "CommentHeld": "changed",
    "CommentPublished": "posted",
    "VotesChanged": "votes",
    "CommentsImported": "reload",
    "ThreadSwitched": "switched",
}
_PRIVATE_FACTS = frozenset(
    {
        *("CommentReported", "PersonalExportAsked", "PersonalExportMade"),
        *("ReaderLeaves", "ReaderStays", "ThreadFollowed", "ThreadUnfollowed"),
    }
)


def is_shared(path: str) -> bool:
    """Whether the answer at this path is the same for every reader."""
    return _SHARED.fullmatch(path) is not None


def moves(fact: Fact) -> tuple[str, ...]:
    """What a fact makes untrue: its thread and its publication's lists, or all of the site."""
    if fact.name in _PRIVATE_FACTS:
        return ()
    if fact.name == "ProfileChanged":
        return (f"person:{fact.payload['person_id']}",)
    if fact.thread_id is not None:
        return (f"thread:{fact.thread_id}", f"news:{fact.publication_id}")
    return (f"site:{fact.publication_id}",)


def followed(path: str, query: bytes) -> dict[int, int | None]:
    """The threads whose live updates are asked for, `thread=REF.REVISION` each, up to twenty."""
    if path != _LIVE:
        return {}
    found: dict[int, int | None] = {}
    for thread in parse_qs(query.decode("latin-1")).get("thread", ())[:_FOLLOWED_MOST]:
        named = _FOLLOWED.fullmatch(thread)
        with suppress(ValueError):
            if named:
                found[decode(named[1])] = int(named[2]) if named[2] else None
    return found


def tell(fact: Fact) -> tuple[str, str] | None:
    """What readers who follow a thread are told of a fact: the event's name, and its data."""
    name = _TOLD.get(fact.name)
    if name is None:
        return None
    payload = fact.payload
    data: dict[str, object] = {"thread": encode(fact.thread_id or 0), "revision": fact.revision}
    data |= {part: payload[part] for part in ("up", "down") if part in payload}
    for part in ("comment", "root"):
        if f"{part}_id" in payload:
            data[part] = encode(payload[f"{part}_id"])
    return name, json.dumps(data, separators=(",", ":"))


def write(requests: Sequence[Request]) -> list[Answer | None]:
    """Carries out small writes, on a connection that is as fresh as one of Django's requests."""
    close_old_connections()
    return execute_batch(requests)


def open_outbox() -> Outbox:
    """The outbox of this installation's database."""
    if connection.vendor == "postgresql":
        return cast("Outbox", import_module("belowline.config.postgresql").open_postgresql_outbox())
    return SQLiteOutbox(str(connection.settings_dict["NAME"]))


@contextmanager
def open_page_server() -> Iterator[PageServer]:
    """The front of one worker; its threads and connections end with it."""
    environment = settings.ENVIRONMENT
    wsgi_bridge = WSGIBridge(
        django,
        threads=environment.threads,
        largest=settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
        larger=settings.LARGER_BODIES,
    )
    batcher = WriteBatcher(write)
    outbox = open_outbox()
    tasks = TaskWorker()
    try:
        yield PageServer(
            wsgi_bridge,
            outbox,
            is_shared=is_shared,
            parameters=_PARAMETERS,
            choice=choice_in,
            moves=moves,
            followed=followed,
            tell=tell,
            is_small=is_batched,
            batcher=batcher,
            memory=environment.page_memory_mb * 1_000_000,
            readers=environment.live_readers,
        )
    finally:
        tasks.close()
        batcher.close()
        wsgi_bridge.close()
        outbox.close()


application = Application(open_page_server)
