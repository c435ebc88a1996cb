"""Has small writes that arrive together done together, so that they share one commit."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import zip_longest
from time import monotonic

from belowline.delivery.metrics import BATCHED_WRITES, BATCHES
from belowline.delivery.write_pace import WritePace
from belowline.delivery.wsgi_bridge import Answer, Scope

MOST = 64
"""The most writes in one transaction."""
PATIENCE = 0.004
"""Seconds that a batch waits at most for as many as there were just now, who were answered together
and come back together."""
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Request:
    """A request with its whole body."""

    scope: Scope
    body: bytes


_Waiting = tuple[Request, asyncio.Future[Answer | None]]
ExecuteBatch = Callable[[Sequence[Request]], Sequence[Answer | None]]
"""Carries out requests together, and returns when all is durable. None: not this way."""


class WriteBatcher:
    """One thread writes; what arrives while it does is its next batch."""

    def __init__(self, execute_batch: ExecuteBatch) -> None:
        self._settle = execute_batch
        self._waiting: list[_Waiting] = []
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="belowline-writer")
        self._writing: asyncio.Task[None] | None = None
        self._pace = WritePace()
        self._wanted = 0
        self._complete: asyncio.Future[None] | None = None

    def answer(self, request: Request) -> asyncio.Future[Answer | None]:
        """The answer, once what it tells of is durable; None for a request not to be done here.

        A write that has begun is carried out even if whoever asked goes away.
        """
        loop = asyncio.get_running_loop()
        answered: asyncio.Future[Answer | None] = loop.create_future()
        self._waiting.append((request, answered))
        self._pace.came(monotonic())
        if self._complete is not None and len(self._waiting) >= self._wanted:
            _end(self._complete)
        if self._writing is None:
            self._writing = loop.create_task(self._write())
        return answered

    def close(self) -> None:
        """Waits for what has begun, and ends the thread."""
        self._pool.shutdown(wait=True)

    async def _write(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while self._waiting:
                is_alone = len(self._waiting) == 1
                if is_alone:
                    await self._wait_for_another()
                batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
                await self._write_batch(loop, batch)
                if not is_alone:
                    await self._wait_for(len(batch) + len(self._waiting), PATIENCE)
        finally:
            self._writing = None

    async def _write_batch(self, loop: asyncio.AbstractEventLoop, batch: list[_Waiting]) -> None:
        answers: Sequence[Answer | None] = ()
        try:
            requests = [request for request, _ in batch]
            answers = await loop.run_in_executor(self._pool, self._done, requests)
        finally:  # whatever happened, nobody waits for ever
            for (_, answered), answer in zip_longest(batch, answers[: len(batch)]):
                if not answered.done():
                    answered.set_result(answer)

    async def _wait_for_another(self) -> None:
        """Waits where writes come one soon after another; where few come, nobody waits."""
        if self._pace.is_worth_waiting():
            await self._wait_for(2, self._pace.left(monotonic()))
            self._pace.waited(in_vain=len(self._waiting) == 1)

    async def _wait_for(self, wanted: int, patience: float) -> None:
        """Waits until so many are here, for so many seconds at most."""
        if len(self._waiting) < wanted:
            loop = asyncio.get_running_loop()
            self._wanted, self._complete = wanted, loop.create_future()
            timer = loop.call_later(patience, _end, self._complete)
            await self._complete
            timer.cancel()
            self._complete = None

    def _done(self, requests: Sequence[Request]) -> Sequence[Answer | None]:
        """Carries them out; where one of them breaks, each by itself."""
        try:
            with BATCHES.time():
                answers = self._settle(requests)
        except BaseException:  # noqa: BLE001 - a panic of a library in Rust is no Exception
            _LOG.exception("%d writes could not be done together", len(requests))
        else:
            BATCHED_WRITES.inc(sum(answer is not None for answer in answers))
            return answers
        if len(requests) == 1:
            return [None]
        return [answer for request in requests for answer in self._done([request])]


def _end(waiting: asyncio.Future[None]) -> None:
    if not waiting.done():
        waiting.set_result(None)
