"""The ASGI application: answers hot reads from finished bytes, and passes the rest on."""

import asyncio
from collections.abc import Callable, Iterable
from time import time
from typing import Any

from belowline.delivery.cached_response import CachedResponse, Header
from belowline.delivery.health import LIVE, READY, answer_health
from belowline.delivery.live import HEARTBEAT_EVERY, WATCH_EVERY, Live, Tell, Threads
from belowline.delivery.metrics import FINISHED, MEMORY, READERS
from belowline.delivery.negotiation import coding_for, matches
from belowline.delivery.outbox import Fact, Outbox
from belowline.delivery.page_cache import Key, PageCache
from belowline.delivery.revalidation import DEPENDS, ENDS, Revalidation
from belowline.delivery.routes import Routes
from belowline.delivery.write_batcher import Request, WriteBatcher
from belowline.delivery.wsgi_bridge import Answer, Receive, Scope, Send, WSGIBridge, environ_of

_READS = frozenset({"GET", "HEAD"})
_PERSONAL = frozenset(
    {b"cookie", b"authorization", b"origin", b"if-none-match", b"accept-encoding"}
)
_OWN = frozenset({DEPENDS, ENDS})
COUNTED_EVERY = 1.0
"""Seconds between two writings of the counters."""


class PageServer:
    """What is the same for every reader is answered here.

    `routes` say of a path whether its answer is such, and what of its query makes a difference to
    it; `choice` gives what of a Cookie header does (a language), as the only cookie that is passed
    on; `invalidates` says what is no longer true after a fact; `memory`
    bounds what is kept, in bytes. `followed` gives the threads whose live updates are at a path
    and query, `tell` what they say of a fact, and `readers` bounds how many listen. `is_small` says
    of a method and a path whether such writes are gathered.
    """

    def __init__(
        self,
        wsgi_bridge: WSGIBridge,
        outbox: Outbox,
        *,
        routes: Routes,
        choice: Callable[[bytes], bytes],
        invalidates: Callable[[Fact], Iterable[str]],
        followed: Callable[[str, bytes], Threads],
        tell: Tell,
        is_small: Callable[[str, str], bool],
        batcher: WriteBatcher,
        memory: int,
        readers: int,
    ) -> None:
        self._bridge = wsgi_bridge
        self._outbox = outbox
        self._asked = routes.asked
        self._choice = choice
        self._invalidates = invalidates
        self._followed = followed
        self._is_small = is_small
        self._gathering = batcher
        self._live = Live(outbox, tell, most=readers)
        self._cache = PageCache(memory)
        self._revalidation = Revalidation(self._cache)
        self._whole = self._unchanged = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request."""
        if scope["method"] not in _READS:
            await self._write(scope, receive, send)
            return
        if self._outbox.has_moved():
            self._look()
        asked = self._asked(scope["path"], scope["query_string"])
        if asked is None:
            await self._pass_on(scope, receive, send)
            return
        host, accept_encoding, if_none_match, cookies = _parse_headers(scope["headers"])
        key = (host, scope["path"], asked, self._choice(cookies) if cookies else b"")
        made = self._revalidation.at_hand(key)
        if made is None:
            await self._fetch(key, accept_encoding, if_none_match, scope, send)
        else:
            await self._send(
                key, made, coding_for(accept_encoding), if_none_match, scope["method"], send
            )

    async def watch(self) -> None:
        """Looks at the outbox for those who listen, for as long as the server runs."""
        loop = asyncio.get_running_loop()
        beat_at = loop.time() + HEARTBEAT_EVERY
        count_at = loop.time()
        while True:
            await asyncio.sleep(WATCH_EVERY)
            if self._live.readers and self._outbox.has_moved():
                self._look()
            if loop.time() >= count_at:
                self._count()
                count_at = loop.time() + COUNTED_EVERY
            if loop.time() >= beat_at:
                self._live.heartbeat()
                beat_at = loop.time() + HEARTBEAT_EVERY

    def stop(self) -> None:
        """Ends the streams, so that the server can."""
        self._live.close()

    async def _fetch(
        self,
        key: Key,
        accept_encoding: bytes | None,
        if_none_match: bytes | None,
        scope: Scope,
        send: Send,
    ) -> None:
        """Has the answer made."""
        made = await self._revalidation.made(key, lambda: self._ask(scope, key[2], key[3]))
        if isinstance(made, Answer):
            await _send_answer(made, scope["method"], send)
        else:
            await self._send(
                key, made, coding_for(accept_encoding), if_none_match, scope["method"], send
            )

    async def _write(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self._is_small(scope["method"], scope["path"]):
            await self._bridge.pass_on(scope, receive, send)
            return
        body = await self._bridge.body(receive)
        answer = await self._gathering.answer(Request(scope, body))
        if answer is None:
            await self._bridge.pass_body_on(scope, body, send)
        else:
            await _send_answer(answer, scope["method"], send)

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        threads = self._followed(path, scope["query_string"])
        if threads:
            await self._live.serve(threads, scope, receive, send)
        elif path in (LIVE, READY):
            await answer_health(path, self._is_ready, send)
        else:
            await self._bridge.pass_on(scope, receive, send)

    def _is_ready(self) -> bool:
        return not self._live.is_closed and self._outbox.answers()

    async def _send(
        self,
        key: Key,
        made: CachedResponse,
        coding: bytes,
        if_none_match: bytes | None,
        method: str,
        send: Send,
    ) -> None:
        answer = made.answers.get(coding)
        if answer is None:
            answer = made.answer(coding)
            self._cache.weigh(key)
        etag, start, body, unchanged = answer
        is_held = if_none_match is not None and matches(if_none_match, etag)
        if is_held:
            start = unchanged
            self._unchanged += 1
        else:
            self._whole += 1
        if made.ends_at is not None:
            start = _with_caching(start, made.caching(time()))
        await send(start)
        await send(_NOTHING if is_held or method == "HEAD" else body)

    def _count(self) -> None:
        FINISHED.labels("whole").inc(self._whole)
        FINISHED.labels("unchanged").inc(self._unchanged)
        self._whole = self._unchanged = 0
        READERS.set(self._live.readers)
        MEMORY.set(self._cache.size)

    def _look(self) -> None:
        facts = self._outbox.fresh()
        names = {name for fact in facts for name in self._invalidates(fact)}
        if names:
            self._revalidation.invalidate(names)
        self._live.publish(facts)

    async def _ask(self, scope: Scope, query: bytes, choice: bytes) -> Answer:
        plain = {**scope, "method": "GET", "query_string": query}
        environ = environ_of(plain, b"", without=_PERSONAL)
        if choice:
            environ["HTTP_COOKIE"] = choice.decode("latin-1")
        return await self._bridge.ask(environ)


def _parse_headers(
    headers: Iterable[tuple[bytes, bytes]],
) -> tuple[bytes, bytes | None, bytes | None, bytes]:
    """Host, Accept-Encoding, If-None-Match, and Cookie, which may come in parts (RFC 9113)."""
    host, accept_encoding, if_none_match, cookies = b"", None, None, b""
    for name, value in headers:
        if name == b"host":
            host = value
        elif name == b"accept-encoding":
            accept_encoding = value
        elif name == b"if-none-match":
            if_none_match = value
        elif name == b"cookie":
            cookies = b"%b; %b" % (cookies, value) if cookies else value
    return host, accept_encoding, if_none_match, cookies


_NOTHING: dict[str, Any] = {"type": "http.response.body", "body": b""}


def _with_caching(start: dict[str, Any], caching: list[Header]) -> dict[str, Any]:
    told = {name for name, _ in caching}
    others = [pair for pair in start["headers"] if pair[0] not in told]
    return {**start, "headers": [*others, *caching]}


async def _send_answer(answer: Answer, method: str, send: Send) -> None:
    headers = [pair for pair in answer.headers if pair[0] not in _OWN]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if method == "HEAD" else answer.body})
