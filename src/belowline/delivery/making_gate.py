"""How many pages are made at once: more threads than help only wait for one another.

CPython runs one thread at a time, and the event loop, which sends finished pages, is one of those
that wait: with one page in the making it gets its turn within milliseconds (docs/decisions/0036).
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class MakingGate:
    """Lets so many through at once; those that are `first` before all others that wait."""

    def __init__(self, at_once: int) -> None:
        self._free = at_once
        self._first: deque[asyncio.Future[None]] = deque()
        self._others: deque[asyncio.Future[None]] = deque()

    @asynccontextmanager
    async def turn(self, *, first: bool) -> AsyncIterator[None]:
        """Waits for a turn, and has it until the end."""
        if self._free:
            self._free -= 1
        else:
            await self._wait(self._first if first else self._others)
        try:
            yield
        finally:
            self._pass_on()

    async def _wait(self, waiting: "deque[asyncio.Future[None]]") -> None:
        turn = asyncio.get_running_loop().create_future()
        waiting.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():  # it came in the moment of giving up
                self._pass_on()
            raise

    def _pass_on(self) -> None:
        for waiting in (self._first, self._others):
            while waiting:
                turn = waiting.popleft()
                if not turn.done():
                    turn.set_result(None)
                    return
        self._free += 1
