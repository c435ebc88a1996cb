"""Counts what a worker sends, and has the counts written once in a while."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor, wait

from belowline.delivery.metrics import FINISHED, MEMORY, READERS

TOLD_EVERY = 1.0
"""Seconds between two writings of the counters for Prometheus."""
WRITTEN_EVERY = 10.0
"""Seconds between two writings of what was read: so much is lost with a worker that is killed."""
_LAST_PATIENCE = 2.0
"""Seconds that the end of the worker waits for the last writing."""

WriteReads = Callable[[Mapping[int, int]], None]

_log = logging.getLogger(__name__)


class AnswerCounts:
    """What was sent since the last writing: `whole` and `unchanged` answers, and in `reads` how
    often which story was, by its id. These are moved by the front itself, a number at a time.

    `write_reads` writes the sums, in a thread of its own, since it may wait for the database. Sums
    that could not be written are written with the next ones.
    """

    def __init__(self, write_reads: WriteReads) -> None:
        self.whole = self.unchanged = 0
        self.reads: defaultdict[int, int] = defaultdict(int)
        self._write_reads = write_reads
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="read-counts")
        self._writing: asyncio.Future[None] | None = None
        self._tell_at = self._write_at = 0.0

    def tick(self, at: float, *, readers: int, memory: int) -> None:
        """Writes what is due at this time of the event loop's clock. Waits for nothing."""
        if at >= self._tell_at:
            self._tell_at = at + TOLD_EVERY
            self._tell(readers, memory)
        if at >= self._write_at and self._writing is None and self.reads:
            self._write_at = at + WRITTEN_EVERY
            self._begin()

    def close(self) -> None:
        """Writes what is left, if that is soon done, and ends the thread."""
        if self.reads:
            wait([self._thread.submit(self._write_reads, self._taken())], _LAST_PATIENCE)
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _tell(self, readers: int, memory: int) -> None:
        FINISHED.labels("whole").inc(self.whole)
        FINISHED.labels("unchanged").inc(self.unchanged)
        self.whole = self.unchanged = 0
        READERS.set(readers)
        MEMORY.set(memory)

    def _begin(self) -> None:
        sums = self._taken()
        loop = asyncio.get_running_loop()
        self._writing = loop.run_in_executor(self._thread, self._write_reads, sums)
        self._writing.add_done_callback(lambda writing: self._ended(writing, sums))

    def _taken(self) -> Mapping[int, int]:
        sums, self.reads = self.reads, defaultdict(int)
        return sums

    def _ended(self, writing: "asyncio.Future[None]", sums: Mapping[int, int]) -> None:
        self._writing = None
        fault = None if writing.cancelled() else writing.exception()
        if fault is None:
            return
        _log.warning("What was read could not be written (%r); it is tried again.", fault)
        for story, number in sums.items():
            self.reads[story] += number
