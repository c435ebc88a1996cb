"""Places for what only a few may do at once, of whom nobody may take all."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from belowline.delivery.reasons import Reason, TurnedAwayError

PATIENCE = 10.0
"""Seconds that somebody waits for a place."""


class Places:
    """So many places, `each` of them at most for one holder."""

    def __init__(self, most: int, *, each: int) -> None:
        self._most = most
        self._each = each
        self._held: Counter[str] = Counter()
        self._freed = asyncio.Condition()

    @asynccontextmanager
    async def taken(self, holder: str) -> AsyncIterator[None]:
        """Takes a place, waiting for one if need be. Raises TurnedAwayError."""
        await self._take(holder)
        try:
            yield
        finally:
            self._held[holder] -= 1
            self._held += Counter()  # lets go of whoever holds nothing
            async with self._freed:
                self._freed.notify_all()

    async def _take(self, holder: str) -> None:
        try:
            async with asyncio.timeout(PATIENCE), self._freed:
                await self._freed.wait_for(lambda: self._has_place_for(holder))
                self._held[holder] += 1
        except TimeoutError:
            raise TurnedAwayError(Reason.CROWDED) from None

    def _has_place_for(self, holder: str) -> bool:
        return self._held.total() < self._most and self._held[holder] < self._each
