"""The ASGI application: answers hot reads from finished bytes, and passes the rest on."""

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from time import time
from typing import Any

from belowline.delivery.answer_counts import AnswerCounts, WriteReads
from belowline.delivery.cached_response import CachedResponse
from belowline.delivery.countries import Countries
from belowline.delivery.first_pages import make_first_pages
from belowline.delivery.health import LIVE, READY, answer_health
from belowline.delivery.live import HEARTBEAT_EVERY, Live, Tell, Threads
from belowline.delivery.making_ahead import MakingAhead
from belowline.delivery.making_gate import MakingGate
from belowline.delivery.negotiation import coding_for, matches, parse_headers
from belowline.delivery.outbox import Fact, Outbox
from belowline.delivery.outbox_watch import OutboxWatch
from belowline.delivery.page_cache import Key, PageCache
from belowline.delivery.page_maker import PageMaker
from belowline.delivery.passing_on import PassingOn, TurnedAway
from belowline.delivery.recompression import Recompression
from belowline.delivery.request_body import RequestBodies
from belowline.delivery.response_headers import marked, with_caching
from belowline.delivery.revalidation import Made, Revalidation
from belowline.delivery.routes import Routes
from belowline.delivery.sending import send_answer
from belowline.delivery.trial_write import TrialWrite
from belowline.delivery.write_batcher import WriteBatcher
from belowline.delivery.write_watch import WriteWatch
from belowline.delivery.wsgi_bridge import Answer, Receive, Scope, Send, WSGIBridge

_log = logging.getLogger(__name__)

_READS = frozenset({"GET", "HEAD"})


class PageServer:
    """What is the same for every reader is answered here.

    `routes` say of a path whether its answer is such, and what of its query makes a difference to
    it; `choice` gives what of a Cookie header does (a language), as the only cookie that is passed
    on; `country_header` is the header, in small letters, in which a proxy names the reader's
    country; `invalidates` says what is no longer true after a fact; `memory` bounds what is kept,
    in bytes. `followed` gives the threads whose live updates are at a path and query, `tell` what
    they say of a fact, and `readers` bounds how many listen. So many pages are `made_at_once`;
    `first` gives the hosts and paths of those that are made before anybody asks. `is_small` says
    of a method and a path whether such writes are gathered. `turned_away` answers whoever is not
    to wait, and whose body `bodies` cannot read. `trial` tells whether anything can be written.
    `write_reads` keeps how often stories were read.
    """

    def __init__(
        self,
        wsgi_bridge: WSGIBridge,
        outbox: Outbox,
        *,
        routes: Routes,
        choice: Callable[[bytes], bytes],
        country_header: bytes,
        invalidates: Callable[[Fact], Iterable[str]],
        followed: Callable[[str, bytes], Threads],
        tell: Tell,
        is_small: Callable[[str, str], bool],
        turned_away: TurnedAway,
        bodies: RequestBodies,
        batcher: WriteBatcher,
        trial: TrialWrite,
        write_reads: WriteReads,
        memory: int,
        readers: int,
        made_at_once: int,
        first: Callable[[], Sequence[tuple[bytes, str]]] = tuple,
    ) -> None:
        self._asked = routes.asked
        self._choice = choice
        self._countries = Countries(country_header)
        self._invalidates = invalidates
        self._followed = followed
        self._cache = PageCache(memory)
        self._revalidation = Revalidation(self._cache)
        self._recompression = Recompression(self._cache)
        self._watch = OutboxWatch(
            outbox, begun=self._revalidation.invalidate_all, publish=self._publish
        )
        self._writing = WriteWatch(trial)
        self._passing_on = PassingOn(
            wsgi_bridge,
            bodies,
            batcher,
            self._watch,
            self._writing,
            is_small=is_small,
            turned_away=turned_away,
        )
        self._live = Live(outbox, tell, self._watch.read, most=readers)
        self._maker = PageMaker(self._passing_on, MakingGate(made_at_once))
        self._ahead = MakingAhead(self._cache, self._revalidation, self._maker)
        self._first = first
        self._counts = AnswerCounts(write_reads)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request."""
        if scope["method"] not in _READS:
            await self._pass_on(scope, receive, send)
            if self._watch.has_moved():
                await self._watch.catch_up()
            return
        if not self._watch.is_settled or self._watch.has_moved():
            await self._watch.catch_up()
        asked = self._asked(scope["path"], scope["query_string"])
        if asked is None:
            await self._pass_on(scope, receive, send)
            return
        host, accept_encoding, if_none_match, cookies = parse_headers(scope["headers"])
        key = (host, scope["path"], asked, self._choice(cookies) if cookies else b"", b"")
        key = self._countries.key(key, scope)
        made = self._revalidation.at_hand(key)
        if made is None or (made.by_country and not key[4]):
            await self._fetch(key, accept_encoding, if_none_match, scope, send)
        else:
            await self._send(
                key, made, coding_for(accept_encoding), if_none_match, scope["method"], send
            )

    async def begin(self) -> None:
        """Begins the watching, and makes the first pages, so that nobody waits for a start.

        A database that is away, or slow, holds this up for a moment only.
        """
        if await self._watch.answers():
            await make_first_pages(self._first, self._made)

    async def watch(self) -> None:
        """Looks for as long as the server runs: at the outbox for those who listen, and whether
        anything can be written.
        """
        clock = asyncio.get_running_loop().time
        while True:
            every = await self._live.rest()
            try:
                self._watch.tick(is_heard=self._live.readers > 0)
                self._writing.tick()
                self._live.heartbeat(every / HEARTBEAT_EVERY)
                self._counts.tick(clock(), readers=self._live.readers, memory=self._cache.size)
            except Exception:  # noqa: BLE001 - whatever it was, those who listen must not suffer for ever
                _log.exception("The watch on the outbox stumbled, and goes on")

    def stop(self) -> None:
        """Ends the streams, so that the server can."""
        self._live.close()

    def close(self) -> None:
        """Ends the watching."""
        self._watch.close()
        self._writing.close()
        self._counts.close()

    async def _fetch(
        self,
        key: Key,
        accept_encoding: bytes | None,
        if_none_match: bytes | None,
        scope: Scope,
        send: Send,
    ) -> None:
        """Has the answer made."""
        coding = coding_for(accept_encoding)
        made = await self._made(key, coding, scope)
        if isinstance(made, CachedResponse) and made.by_country and not key[4]:
            # Whoever asked first was somewhere else, perhaps.
            self._cache.drop(key)
            self._countries.tell_apart(key)
            key = self._countries.key_here(key, scope)
            made = self._revalidation.at_hand(key) or await self._made(key, coding, scope)
        if isinstance(made, Answer):
            await send_answer(made, scope["method"], send)
        else:
            await self._send(key, made, coding, if_none_match, scope["method"], send)

    async def _made(self, key: Key, coding: bytes, scope: Scope) -> Made:
        is_kept = self._cache.get(key) is not None
        return await self._revalidation.made(
            key,
            lambda: self._maker.make(scope, key, coding, is_kept=is_kept),
            is_away=self._watch.is_away,
        )

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        threads = self._followed(path, scope["query_string"])
        if threads and scope["method"] in _READS:
            await self._live.serve(threads, scope, receive, send)
        elif path in (LIVE, READY) and scope["method"] in _READS:
            await answer_health(path, self._is_ready, send)
        else:
            await send_answer(await self._passing_on.pass_on(scope, receive), scope["method"], send)

    async def _is_ready(self) -> bool:
        if self._live.is_closed or self._writing.is_away:
            return False
        return await self._watch.answers()

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
            self._counts.unchanged += 1
        else:
            self._counts.whole += 1
            if coding in made.quick:
                self._recompression.sent(key, made, coding)
        if made.story and method != "HEAD":
            self._counts.reads[made.story] += 1
        if made.ends_at is not None:
            start = with_caching(start, made.caching(time()))
        if made.stale_at is not None or not self._watch.is_settled:
            start = marked(start, made, self._watch.behind)
        await send(start)
        await send(_NOTHING if is_held or method == "HEAD" else body)

    def _publish(self, facts: Sequence[Fact]) -> None:
        try:
            names = {name for fact in facts for name in self._invalidates(fact)}
            if names:
                self._ahead.begin(self._revalidation.invalidate(names))
            self._live.publish(facts)
        except Exception:  # noqa: BLE001 - a fact that nobody understands
            _log.exception("Facts of the outbox could not be told; every page is made anew")
            self._revalidation.invalidate_all()


_NOTHING: dict[str, Any] = {"type": "http.response.body", "body": b""}
