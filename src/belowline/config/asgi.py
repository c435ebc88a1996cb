"""The ASGI application that the server runs: the front, with Django behind it."""

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import cast
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.core.handlers.wsgi import WSGIRequest
from django.db import DatabaseError, close_old_connections, connection
from django.utils.translation import get_language_from_request, override

# First of all: the settings and the applications, which everything below needs.
from belowline.config.wsgi import application as django

# isort: split
from belowline.audience.queries.live_readers import reader_of
from belowline.config.background import BackgroundWork
from belowline.config.events import invalidated_by, subject_of, told_of
from belowline.core.database_faults import is_away
from belowline.core.ids import decode
from belowline.core.kept import forget, hear, stop_hearing
from belowline.delivery.application import Application
from belowline.delivery.outbox import Fact, Outbox
from belowline.delivery.page_server import PageServer
from belowline.delivery.reasons import Reason
from belowline.delivery.request_body import RequestBodies
from belowline.delivery.routes import Routes
from belowline.delivery.sqlite_outbox import SQLiteOutbox
from belowline.delivery.sqlite_trial_write import SQLiteTrialWrite
from belowline.delivery.trial_write import TrialWrite
from belowline.delivery.write_batcher import Request, WriteBatcher
from belowline.delivery.wsgi_bridge import Answer, Scope, WSGIBridge, environ_of
from belowline.newsroom.queries.articles import ArticleCard, newest_articles
from belowline.newsroom.queries.publications import base_urls
from belowline.newsroom.services.reads import add_reads
from belowline.web.addresses import CHOICES, shared_routes
from belowline.web.api.batching import execute_batch, is_batched
from belowline.web.http.cross_site import comes_from_here
from belowline.web.http.languages import choice_in
from belowline.web.http.refusals import refused_at_the_door
from belowline.web.http.security import SecurityHeaders
from belowline.web.http.senders import sending_network, sending_person

_log = logging.getLogger(__name__)

_REF = "[0-9a-z]{13}"
_LIVE = "/threads/live"
_FOLLOWED = re.compile(rf"({_REF})(?:\.(\d{{1,18}}))?", re.ASCII)
_FOLLOWED_MOST = 20
_SENT_BACK = 200_000
"""Bytes of a body: reading more would hold up the event loop."""
_MADE_AT_ONCE = {"sqlite": 1, "postgresql": 2}
"""Pages that are made at once: beside another's database one may work while the other waits."""


def followed(path: str, query: bytes) -> dict[int, int | None]:
    """The threads whose live updates are asked for, `thread=REF.REVISION` each, up to twenty; and
    the channel of the person for whom `reader=TOKEN` was made.
    """
    if path != _LIVE:
        return {}
    asked = parse_qs(query.decode("latin-1"))
    found: dict[int, int | None] = {}
    for token in asked.get("reader", ())[:1]:
        if person_id := reader_of(token):
            found[-person_id] = None
    for thread in asked.get("thread", ())[:_FOLLOWED_MOST]:
        named = _FOLLOWED.fullmatch(thread)
        with suppress(ValueError):
            if named:
                found[decode(named[1])] = int(named[2]) if named[2] else None
    return found


def invalidated(fact: Fact) -> tuple[str, ...]:
    """What is no longer true after it; what this process had kept of it is gone."""
    names = invalidated_by(fact)
    forget(names, about=subject_of(fact))
    return names


def write(requests: Sequence[Request]) -> list[Answer | None]:
    """Carries out small writes, on a connection that is as fresh as one of Django's requests.

    Where the database is lost on the way nobody knows what was carried out, so nothing is tried
    again: whoever asked is told to.
    """
    close_old_connections()
    try:
        return execute_batch(requests)
    except DatabaseError as fault:
        if not is_away(fault):
            raise
        _log.warning("%d writes found no database: %s", len(requests), fault)
        connection.close()
        return [turned_away(request.scope, Reason.UNAVAILABLE) for request in requests]


def write_reads(sums: Mapping[int, int]) -> None:
    """Adds up how often stories were read, on a connection of its own, which it closes."""
    try:
        add_reads(sums)
    finally:
        connection.close()


def turned_away(scope: Scope, reason: Reason, body: bytes = b"") -> Answer:
    """What is answered without Django, and without its database, to whoever is turned away. The
    words in a body come back with it, if they are not too many.
    """
    request = WSGIRequest(environ_of(scope, body if _is_sent_back(scope, body) else b""))
    with override(get_language_from_request(request)):
        response = SecurityHeaders(lambda it: refused_at_the_door(it, reason))(request)
    headers = [(name.lower().encode(), value.encode()) for name, value in response.items()]
    if reason is not Reason.UNAVAILABLE:  # more of the body may come, which nobody reads
        headers.append((b"connection", b"close"))
    length = (b"content-length", b"%d" % len(response.content))
    return Answer(response.status_code, [*headers, length], response.content)


def _is_sent_back(scope: Scope, body: bytes) -> bool:
    """Whether a page of this site sent it, and it is not too long."""
    with suppress(DisallowedHost):
        return len(body) <= _SENT_BACK and comes_from_here(WSGIRequest(environ_of(scope, b"")))
    return False


def open_outbox() -> Outbox:
    """The outbox of this installation's database."""
    if connection.vendor == "postgresql":
        return cast("Outbox", import_module("belowline.config.postgresql").open_postgresql_outbox())
    return SQLiteOutbox(str(connection.settings_dict["NAME"]))


def trial_write() -> TrialWrite:
    """What tries whether this installation's database can be written."""
    if connection.vendor == "postgresql":
        postgresql = import_module("belowline.config.postgresql")
        return cast("TrialWrite", postgresql.postgresql_trial_write())
    return SQLiteTrialWrite(str(connection.settings_dict["NAME"]))


def first_pages() -> list[tuple[bytes, str]]:
    """The front page of each publication and its newest story, by host and path."""
    try:
        return [
            (urlsplit(base_url).netloc.encode(), unquote(path))
            for publication_id, base_url in base_urls().items()
            for path in ("/", *(it.path for it in _newest(publication_id)))
        ]
    finally:
        connection.close()


@contextmanager
def open_page_server() -> Iterator[PageServer]:
    """The front of one worker; its threads and connections end with it."""
    environment = settings.ENVIRONMENT
    wsgi_bridge = WSGIBridge(
        django,
        threads=environment.threads,
    )
    bodies = RequestBodies(
        largest=settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
        larger=settings.LARGER_BODIES,
        person_of=lambda scope: wsgi_bridge.run(sending_person, scope),
        network_of=sending_network,
    )
    batcher = WriteBatcher(write)
    outbox = open_outbox()
    hear()
    work = BackgroundWork() if environment.background_work == "serve" else None
    try:
        yield PageServer(
            wsgi_bridge,
            outbox,
            routes=Routes(shared_routes(), CHOICES),
            choice=choice_in,
            country_header=environment.country_header.lower().encode(),
            invalidates=invalidated,
            followed=followed,
            tell=told_of,
            is_small=is_batched,
            turned_away=turned_away,
            bodies=bodies,
            batcher=batcher,
            trial=trial_write(),
            write_reads=write_reads,
            memory=environment.page_memory_mb * 1_000_000,
            readers=environment.live_readers,
            made_at_once=_MADE_AT_ONCE[connection.vendor],
            first=first_pages,
        )
    finally:
        stop_hearing()
        if work is not None:
            work.close()
        batcher.close()
        wsgi_bridge.close()
        outbox.close()


def _newest(publication_id: int) -> list[ArticleCard]:
    return newest_articles(publication_id=publication_id, limit=1)


application = Application(open_page_server)
