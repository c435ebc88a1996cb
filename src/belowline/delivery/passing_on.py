"""Has requests answered by Django and by the batcher, while waiting for them is of any use."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from belowline.delivery.outbox_watch import OutboxWatch
from belowline.delivery.reasons import Reason, TurnedAwayError
from belowline.delivery.request_body import RequestBodies
from belowline.delivery.write_batcher import Request, WriteBatcher
from belowline.delivery.wsgi_bridge import Answer, Receive, Scope, WSGIBridge

ASKED_AFTER = 3.0
"""Seconds after which it is asked, of a request that has no answer yet, whether the database is
there; and again, as long as it is."""
_Found = TypeVar("_Found")


class PassingOn:
    """Passes requests on. `is_small` says of a method and a path whether such writes are gathered;
    `turned_away` answers whoever would only wait for a database that is away, and whose body does
    not come whole and in time.

    What was begun goes on, though nobody may hear of it: whether a write is carried out is not
    known to whoever was told that the database is away.
    """

    def __init__(
        self,
        bridge: WSGIBridge,
        bodies: RequestBodies,
        batcher: WriteBatcher,
        watch: OutboxWatch,
        *,
        is_small: Callable[[str, str], bool],
        turned_away: Callable[[Scope, Reason], Answer],
    ) -> None:
        self._bridge = bridge
        self._bodies = bodies
        self._batcher = batcher
        self._watch = watch
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
            return self._turned_away(scope, Reason.UNAVAILABLE)
        if self._is_small(scope["method"], scope["path"]):
            written = self._batcher.answer(Request(scope, body))
            answer = await self._while_of_use(written, scope)
            if answer is not None:
                return answer
        return await self._while_of_use(self._bridge.answer(scope, body), scope)

    async def make(
        self, scope: Scope, environ: dict[str, Any], finish: Callable[[Answer], _Found]
    ) -> _Found | Answer:
        """What is made, in the thread, of the answer to a read; or the answer that there is none
        for now.
        """
        if self._would_wait():
            return self._turned_away(scope, Reason.UNAVAILABLE)
        return await self._while_of_use(self._bridge.make(environ, finish), scope)

    def _would_wait(self) -> bool:
        """Whether every thread waits for a database that is away."""
        return self._bridge.is_full and self._watch.is_away

    async def _while_of_use(self, answering: Awaitable[_Found], scope: Scope) -> _Found | Answer:
        waiting = asyncio.ensure_future(answering)
        await asyncio.wait({waiting}, timeout=ASKED_AFTER)
        while not waiting.done():
            if not await self._watch.answers():
                waiting.add_done_callback(_forget)
                return self._turned_away(scope, Reason.UNAVAILABLE)
            await asyncio.wait({waiting}, timeout=ASKED_AFTER)
        return waiting.result()


def _forget(waiting: asyncio.Future[Any]) -> None:
    """Takes note of a fault that nobody waits for any more, lest asyncio complain of it."""
    if not waiting.cancelled():
        waiting.exception()
