"""Votes and comments sent as JSON, many in one transaction (docs/decisions/0014).

These two operations of the API are the ones that come by the hundred a second. Here they go
through the same schemas, checks, policies and services as everywhere, but with one look-up for all
their sessions and one commit. Whatever is not plain (nobody logged in, not sent by a page of this
site, a bearer token, a body that cannot be read, a refusal) is left undone and handed to Django.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import transaction
from django.http import HttpRequest, HttpResponse, parse_cookie
from ninja.responses import NinjaJSONEncoder

from belowline.accounts.queries.people import Actor
from belowline.core.ids import decode
from belowline.delivery.write_batcher import Request
from belowline.delivery.wsgi_bridge import Answer
from belowline.discussion.queries.comments import CommentView
from belowline.discussion.services.drafts import Draft
from belowline.discussion.services.posts import post_and_show
from belowline.discussion.services.votes import Ballot, Tally, cast_votes
from belowline.newsroom.queries.publications import base_urls
from belowline.web.api import schemas
from belowline.web.http.security import SecurityHeaders
from belowline.web.http.visit import HINT_COOKIE, OWN_PAGES, Shown, host_of, senders_of
from belowline.web.http.written_for import READER_HEADER

_REF = "[0-9a-z]{13}"
_VOTE = re.compile(rf"/api/v1/comments/({_REF})/vote", re.ASCII)
_POST = re.compile(rf"/api/v1/threads/({_REF})/comments", re.ASCII)
_READER = READER_HEADER.lower().encode()
_TOLD = frozenset(
    {b"host", b"cookie", b"sec-fetch-site", b"idempotency-key", b"authorization", _READER}
)


def is_batched(method: str, path: str) -> bool:
    """Whether such a request is one of those that are gathered."""
    return _form(method, path) is not None


def execute_batch(requests: Sequence[Request]) -> list[Answer | None]:
    """Casts the votes in one transaction, posts the comments in another, and answers each."""
    written = {at: it for at, request in enumerate(requests) if (it := _read(request))}
    senders = senders_of({at: it.shown for at, it in written.items()})
    votes = {at: written[at] for at in senders if isinstance(written[at].payload, schemas.NewVote)}
    posts = {at: written[at] for at in senders if at not in votes}
    answers: dict[int, Answer] = {}
    if votes:
        answers |= _voted(votes, senders)
    if posts:
        answers |= _posted(posts, senders)
    return [answers.get(at) for at in range(len(requests))]


@dataclass(frozen=True, slots=True)
class _Written:
    """A request that can be understood, though not yet whether its sender may do this."""

    shown: Shown
    target: int
    payload: schemas.NewVote | schemas.NewComment
    parent: int | None
    key: UUID | None
    question: int | None


def _form(method: str, path: str) -> re.Match[str] | None:
    form = {"PUT": _VOTE, "POST": _POST}.get(method)
    return form.fullmatch(path) if form else None


def _read(request: Request) -> _Written | None:
    scope = request.scope
    form = _form(scope["method"], scope["path"])
    if form is None or scope["query_string"]:
        return None
    if len(request.body) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        return None
    headers = [pair for pair in scope["headers"] if pair[0] in _TOLD]
    told = dict(headers)
    if len(told) != len(headers):
        return None
    host = _host(told.get(b"host", b""))
    cookies = parse_cookie(told.get(b"cookie", b"").decode("latin-1"))
    session = cookies.get(settings.SESSION_COOKIE_NAME)
    if (
        not host
        or not session
        or b"authorization" in told
        or told.get(b"sec-fetch-site", b"").decode("latin-1") not in OWN_PAGES
    ):
        return None
    schema = schemas.NewVote if form.re is _VOTE else schemas.NewComment
    try:
        payload = schema.model_validate(json.loads(request.body))
        answered, asked = None, None
        if isinstance(payload, schemas.NewComment):
            answered, asked = payload.parent, payload.question
        key = told.get(b"idempotency-key") if form.re is _POST else None
        return _Written(
            Shown(host, session, _opened_for(told, cookies)),
            decode(form[1]),
            payload,
            decode(answered) if answered else None,
            UUID(key.decode()) if key is not None else None,
            decode(asked) if asked else None,
        )
    except (ValueError, RecursionError):
        return None


def _opened_for(told: Mapping[bytes, bytes], cookies: Mapping[str, str]) -> str:
    """Who the page says is logged in, in letters as its cookie has them."""
    opened_for = told.get(_READER)
    return cookies.get(HINT_COOKIE, "") if opened_for is None else opened_for.decode("latin-1")


@lru_cache(maxsize=64)
def _host(header: bytes) -> str:
    """The host's name, without the port; empty for one that is not answered to."""
    request = HttpRequest()
    request.META["HTTP_HOST"] = header.decode("latin-1")
    try:
        return host_of(request)
    except DisallowedHost:
        return ""


def _voted(written: Mapping[int, _Written], senders: Mapping[int, Actor]) -> dict[int, Answer]:
    ballots = [
        Ballot(senders[at], it.target, it.payload.value)
        for at, it in written.items()
        if isinstance(it.payload, schemas.NewVote)
    ]
    tallies = cast_votes(ballots)
    return {
        at: _answer(200, {"up": tally.up, "down": tally.down, "own": tally.own})
        for at, tally in zip(written, tallies, strict=True)
        if isinstance(tally, Tally)
    }


@transaction.atomic
def _posted(written: Mapping[int, _Written], senders: Mapping[int, Actor]) -> dict[int, Answer]:
    drafts = {
        at: Draft(
            senders[at],
            it.target,
            it.payload.text,
            it.parent,
            it.key,
            it.question,
            it.payload.sure,
        )
        for at, it in written.items()
        if isinstance(it.payload, schemas.NewComment)
    }
    posted = post_and_show(list(drafts.values()))
    urls = base_urls()
    return {
        at: _answer(201, schemas.comment_out(shown, urls[shown.publication_id]).model_dump())
        for at, shown in zip(drafts, posted, strict=True)
        if isinstance(shown, CommentView)
    }


def _answer(status: int, content: Mapping[str, Any]) -> Answer:
    body = json.dumps(content, cls=NinjaJSONEncoder).encode()
    length = (b"content-length", str(len(body)).encode())
    return Answer(status, [*_headers(), length], body)


@cache
def _headers() -> list[tuple[bytes, bytes]]:
    plain = HttpResponse(content_type="application/json; charset=utf-8", headers={"Vary": "Cookie"})
    secured = SecurityHeaders(lambda _: plain)(HttpRequest())
    return [(name.lower().encode(), value.encode()) for name, value in secured.items()]
