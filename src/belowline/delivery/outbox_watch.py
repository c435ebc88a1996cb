"""Looks at the outbox, in a thread of its own where that may wait, so that no request does."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from random import uniform
from time import monotonic
from typing import TypeVar

from belowline.delivery.outbox import Fact, Outbox

PATIENCE = 0.1
"""Seconds that a request waits for a look that has begun; then it is answered by what is known."""
AWAY_AFTER = 1.0
"""Seconds after which a database that has not answered counts as away."""
BROKEN_OFF_AFTER = 5.0
"""Seconds after which a look is broken off, to be begun anew on another connection."""
FIRST_WAIT = 0.25
LONGEST_WAIT = 5.0
"""Seconds between two looks at a database that is away: at first, and at the longest."""

_log = logging.getLogger(__name__)
_Found = TypeVar("_Found")


class OutboxWatch:
    """One look at a time, however many ask. `publish` is told of the facts, on the event loop.

    A look that fails is made again, later and later, for as long as the process lives. `begun` is
    called when the watching has begun: nothing is known of what was written before.
    """

    def __init__(
        self,
        outbox: Outbox,
        *,
        begun: Callable[[], None],
        publish: Callable[[Sequence[Fact]], None],
    ) -> None:
        self._outbox = outbox
        self._begun = begun
        self._publish = publish
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="outbox-look")
        self._look: asyncio.Future[Sequence[Fact]] | None = None
        self._has_begun = False
        self._began_at = self._current_at = monotonic()
        self._failures = 0
        self._retry_at = 0.0
        self.is_settled = False
        """Whether nothing is to be told but what `has_moved` says."""
        self.has_moved = outbox.has_moved

    @property
    def is_away(self) -> bool:
        """Whether the database did not answer the last time, or has not for a second."""
        return self._failures > 0 or self._is_older(AWAY_AFTER)

    @property
    def behind(self) -> float:
        """Seconds since which it is not known what others write; 0 while the database answers."""
        return monotonic() - self._current_at if self.is_away else 0.0

    async def catch_up(self, patience: float = PATIENCE) -> None:
        """Returns once everything is known that was committed before, or when patience ends.

        Nobody waits for a database that is away: `tick` finds it again.
        """
        if self._look is not None:  # it may have begun before the commit that is asked for
            await self._wait(patience)
        if self._look is None and not self._failures and self._is_due():
            self._begin()
            await self._wait(patience)

    async def answers(self, patience: float = AWAY_AFTER) -> bool:
        """Whether the database can be read now."""
        if self._look is None and monotonic() >= self._retry_at:
            self._begin()
        await self._wait(patience)
        return self._look is None and not self._failures

    def read(self, question: Callable[[], _Found]) -> asyncio.Future[_Found]:
        """What a question finds that is asked between two looks, in their thread."""
        return asyncio.get_running_loop().run_in_executor(self._thread, question)

    def tick(self, *, is_heard: bool) -> None:
        """Begins a look that is due while somebody listens, or after one that failed."""
        if self._look is not None:
            if self._is_older(BROKEN_OFF_AFTER):
                self._outbox.break_off()
        elif self._failures or not self._has_begun:
            if monotonic() >= self._retry_at:
                self._begin()
        elif is_heard and self._outbox.has_moved():
            self._begin()

    def close(self) -> None:
        """Ends the thread, and breaks off what it waits for."""
        self._outbox.break_off()
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _is_due(self) -> bool:
        return not self._has_begun or self._outbox.has_moved()

    def _is_older(self, seconds: float) -> bool:
        return self._look is not None and monotonic() - self._began_at > seconds

    def _begin(self) -> None:
        self._began_at = monotonic()
        self.is_settled = False
        if self._outbox.is_at_hand:
            try:
                facts = self._read()
            except Exception as fault:  # noqa: BLE001 - of whichever database
                self._failed(fault)
            else:
                self._succeeded(facts)
            return
        self._look = asyncio.get_running_loop().run_in_executor(self._thread, self._read)
        self._look.add_done_callback(self._looked)

    async def _wait(self, patience: float) -> None:
        left = self._began_at + patience - monotonic()
        if self._look is not None and left > 0:
            await asyncio.wait({self._look}, timeout=left)

    def _read(self) -> Sequence[Fact]:
        """The first time where the watching begins, then what is new."""
        if not self._has_begun:
            self._outbox.begin()
        return self._outbox.fresh()

    def _looked(self, look: asyncio.Future[Sequence[Fact]]) -> None:
        # Told here and not by whoever waits, so that facts and answers of `read` keep their order.
        self._look = None
        fault = None if look.cancelled() else look.exception()
        if look.cancelled() or fault is not None:
            self._failed(fault)
        else:
            self._succeeded(look.result())

    def _succeeded(self, facts: Sequence[Fact]) -> None:
        if self._failures:
            _log.warning("The outbox can be read again.")
        self._failures, self._retry_at = 0, 0.0
        self._current_at = self._began_at
        self.is_settled = True
        if not self._has_begun:
            self._has_begun = True
            self._begun()
        self._publish(facts)

    def _failed(self, fault: BaseException | None) -> None:
        if not self._failures:
            _log.warning("The outbox cannot be read (%r); pages may be out of date.", fault)
        wait = min(FIRST_WAIT * 2 ** min(self._failures, 16), LONGEST_WAIT)
        self._failures += 1
        self._retry_at = monotonic() + uniform(wait / 2, wait)  # noqa: S311 - no secret
