"""Has requests answered by Django and by the batcher, while waiting for them is of any use."""

import asyncio
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any, Protocol, TypeVar

from belowline.delivery.outbox_watch import OutboxWatch
from belowline.delivery.reasons import Reason, TurnedAwayError
from belowline.delivery.request_body import RequestBodies
from belowline.delivery.write_batcher import Request, WriteBatcher
from belowline.delivery.write_watch import WriteWatch
from belowline.delivery.wsgi_bridge import Answer, Receive, Scope, WSGIBridge

ASKED_AFTER = 3.0
"""Seconds after which it is asked, of a request that has no answer yet, whether the database is
there; and again, as long as it is."""
_READS = frozenset({"GET", "HEAD", "OPTIONS"})
_Found = TypeVar("_Found")


class TurnedAway(Protocol):
    """Answers whoever is turned away; what of the body is words of theirs is sent back."""

    def __call__(self, scope: Scope, reason: Reason, body: bytes = b"") -> Answer:
        """The answer. Asks no database."""


class PassingOn:
    """Passes requests on. `is_small` says of a method and a path whether such writes are gathered;
    `turned_away` answers whoever would only wait for a database that is away or cannot be written,
    and whose body does not come whole and in time.

    What was begun goes on, though nobody may hear of it: whether a write is carried out is not
    known to whoever was told that the database is away.
    """

    def __init__(
        self,
        bridge: WSGIBridge,
        bodies: RequestBodies,
        batcher: WriteBatcher,
        watch: OutboxWatch,
        writing: WriteWatch,
        *,
        is_small: Callable[[str, str], bool],
        turned_away: TurnedAway,
    ) -> None:
        self._bridge = bridge
        self._bodies = bodies
        self._batcher = batcher
        self._watch = watch
        self._writing = writing
        self._is_small = is_small
        self._turned_away = turned_away

    async def pass_on(self, scope: Scope, receive: Receive) -> Answer:
        """The answer to a request whose body has not been read."""
        try:
            body = await self._bodies.read(scope, receive)
        except TurnedAwayError as told:
            return self._turned_away(scope, told.reason)
        if self._bridge.is_file(scope["path"]):
            return await self._bridge.answer(scope, body)
        if self._would_wait():
            return self._turned_away(scope, Reason.UNAVAILABLE, body)
        if scope["method"] in _READS:
            return await self._while_of_use(self._bridge.answer(scope, body), scope)
        return await self._written(scope, body)

    async def make(
        self, scope: Scope, environ: dict[str, Any], finish: Callable[[Answer], _Found]
    ) -> _Found | Answer:
        """What is made, in the thread, of the answer to a read; or the answer that there is none
        for now.
        """
        if self._would_wait():
            return self._turned_away(scope, Reason.UNAVAILABLE)
        return await self._while_of_use(self._bridge.make(environ, finish), scope)

    async def _written(self, scope: Scope, body: bytes) -> Answer:
        if self._writing.is_away:
            return self._turned_away(scope, Reason.UNAVAILABLE, body)
        answer = None
        if self._is_small(scope["method"], scope["path"]):
            answer = await self._while_of_use(
                self._batcher.answer(Request(scope, body)), scope, body
            )
        if answer is None:
            answer = await self._while_of_use(self._bridge.answer(scope, body), scope, body)
        if answer.status == HTTPStatus.SERVICE_UNAVAILABLE:
            self._writing.doubt()
        return answer

    def _would_wait(self) -> bool:
        """Whether every thread waits for a database that is away."""
        return self._bridge.is_full and self._watch.is_away

    async def _while_of_use(
        self, answering: Awaitable[_Found], scope: Scope, body: bytes = b""
    ) -> _Found | Answer:
        waiting = asyncio.ensure_future(answering)
        await asyncio.wait({waiting}, timeout=ASKED_AFTER)
        while not waiting.done():
            if not await self._is_of_use(scope):
                waiting.add_done_callback(_forget)
                return self._turned_away(scope, Reason.UNAVAILABLE, body)
            await asyncio.wait({waiting}, timeout=ASKED_AFTER)
        return waiting.result()

    async def _is_of_use(self, scope: Scope) -> bool:
        if not await self._watch.answers():
            return False
        return scope["method"] in _READS or await self._writing.can_write()


def _forget(waiting: asyncio.Future[Any]) -> None:
    """Takes note of a fault that nobody waits for any more, lest asyncio complain of it."""
    if not waiting.cancelled():
        waiting.exception()
