"""Knows whether anything can be written, without a request that waits to find out."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from time import monotonic

from belowline.delivery.trial_write import TrialWrite

PATIENCE = 3.0
"""Seconds that a write which has long been waiting waits for a trial."""
SILENT_AFTER = 5.0
"""Seconds after which a trial counts as failed, and is broken off."""
LOOKED_EVERY = 1.0
FIRST_WAIT = 0.25
LONGEST_WAIT = 2.0
"""Seconds between two trials while nothing can be written: at first, and at the longest."""

_log = logging.getLogger(__name__)


class WriteWatch:
    """While all is well it only looks. A write is tried once one has failed, or waits for long;
    then again and again, one at a time and in a thread of its own, until one succeeds.
    """

    def __init__(self, trial: TrialWrite) -> None:
        self._trial = trial
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="trial-write")
        self._trying: asyncio.Future[None] | None = None
        self._began_at = 0.0
        self._next_at = 0.0
        self._failures = 0
        self._is_doubted = False

    @property
    def is_away(self) -> bool:
        """Whether the last write failed, or the last trial has said nothing for seconds."""
        return self._is_doubted or self._failures > 0 or self._is_silent

    def doubt(self) -> None:
        """Takes note of a write that failed; nothing counts as possible until another succeeds."""
        self._is_doubted = True
        if self._trying is None and not self._failures:
            self._begin(writes=True)

    async def can_write(self) -> bool:
        """Whether a trial succeeds now, within its patience; for whoever has waited for long."""
        trying = self._trying or self._begin(writes=True)
        await asyncio.wait({trying}, timeout=PATIENCE)
        return self._trying is None and not self.is_away

    def tick(self) -> None:
        """Begins what is due: a trial after one that failed, else a look."""
        if self._is_silent:
            self._trial.break_off()
        elif self._trying is None and monotonic() >= self._next_at:
            self._begin(writes=self.is_away)

    def close(self) -> None:
        """Ends the thread, and breaks off what it waits for."""
        self._trial.break_off()
        self._thread.shutdown(wait=True, cancel_futures=True)

    @property
    def _is_silent(self) -> bool:
        return self._trying is not None and monotonic() - self._began_at > SILENT_AFTER

    def _begin(self, *, writes: bool) -> "asyncio.Future[None]":
        self._began_at = monotonic()
        loop = asyncio.get_running_loop()
        trying = loop.run_in_executor(self._thread, self._try, writes)
        trying.add_done_callback(self._tried if writes else self._looked)
        self._trying = trying
        return trying

    def _try(self, writes: bool) -> None:  # noqa: FBT001 - an executor gives no names
        self._trial.look()
        if writes:
            self._trial.write()

    def _looked(self, looking: asyncio.Future[None]) -> None:
        self._trying, self._next_at = None, monotonic() + LOOKED_EVERY
        fault = _fault_of(looking)
        if fault is not None:
            self._failed(fault)
        elif self._is_doubted:  # meanwhile
            self._next_at = 0.0

    def _tried(self, trying: asyncio.Future[None]) -> None:
        self._trying = None
        fault = _fault_of(trying)
        if fault is not None:
            self._failed(fault)
            return
        if self._failures:
            _log.warning("The database can be written again.")
        self._failures, self._is_doubted = 0, False
        self._next_at = monotonic() + LOOKED_EVERY

    def _failed(self, fault: BaseException) -> None:
        if not self._failures:
            _log.error("The database cannot be written (%r); writes are turned away.", fault)
        self._next_at = monotonic() + min(FIRST_WAIT * 2 ** min(self._failures, 16), LONGEST_WAIT)
        self._failures += 1


def _fault_of(tried: asyncio.Future[None]) -> BaseException | None:
    return asyncio.CancelledError() if tried.cancelled() else tried.exception()
