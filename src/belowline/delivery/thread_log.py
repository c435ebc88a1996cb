"""What was told of each thread of late, so that whoever comes back is told what was missed."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable, Collection
from functools import partial
from typing import Any, NamedTuple, TypeVar

from belowline.delivery.outbox import Fact, Outbox

MISSED_MOST = 500
"""More facts than these are not told one by one: the client is told to load the page again."""
KEPT_MOST = 20_000
"""Facts kept of all threads together, a few hundred bytes each; threads that nobody has asked for
of late go first."""
READ_WITHIN = 2.0
"""Seconds that somebody who comes back waits for the database at most."""

Read = Callable[[Callable[[], Any]], "asyncio.Future[Any]"]
"""Asks the database a question beside the event loop, in order with the looks at the outbox."""
_Answer = TypeVar("_Answer")


class Told(NamedTuple):
    """A fact and the message by which readers are told; None where it is nobody's business."""

    id: int
    revision: int
    message: bytes | None


class ThreadLogs:
    """The newest facts of threads that somebody follows or followed, in the order they were told.

    A thread is read from the database once, however many ask, and then grows by what is told.
    """

    def __init__(self, outbox: Outbox, read: Read, message: Callable[[Fact], bytes | None]) -> None:
        self._outbox = outbox
        self._read = read
        self._message = message
        self._logs: OrderedDict[int, deque[Told]] = OrderedDict()
        self._size = 0
        self._meanwhile: dict[int, list[Told]] = {}
        self._asked: dict[tuple[str, int], asyncio.Future[Any]] = {}

    def __contains__(self, thread_id: int) -> bool:
        """Whether what is told of the thread is to be put here."""
        return thread_id in self._logs or thread_id in self._meanwhile

    def put(self, fact: Fact, message: bytes | None) -> None:
        """Adds what was told of a thread that is here, or being read."""
        if fact.thread_id in self._meanwhile:
            self._meanwhile[fact.thread_id].append(Told(fact.id, fact.revision, message))
        log = self._logs.get(fact.thread_id or 0)
        if log is not None:
            self._size -= len(log)
            log.append(Told(fact.id, fact.revision, message))
            self._size += len(log)

    async def load(self, thread_ids: Collection[int]) -> None:
        """Has these threads here. Raises what the database does, or TimeoutError."""
        await _all_of({self._loading(it) for it in thread_ids if it not in self._logs})
        for thread_id in thread_ids:
            if thread_id in self._logs:
                self._logs.move_to_end(thread_id)

    async def may_lack(self, thread_ids: Collection[int], last_id: int) -> bool:
        """Whether facts behind this id may be gone that the threads once had."""
        firsts = (self._logs[it][0].id for it in thread_ids if self._logs.get(it))
        if all(first <= last_id for first in firsts):
            return False
        asked = self._ask(("kept", last_id), partial(self._outbox.may_have_forgotten, last_id))
        await _all_of({asked})
        return bool(asked.result())

    def missed(
        self, thread_id: int, *, last_id: int | None, revision: int | None
    ) -> list[Told] | None:
        """What was told after an id or after a revision; None where that is no longer here."""
        log = self._logs.get(thread_id)
        if log is None:
            return None
        if not log:
            return []
        if last_id is not None:
            missed = [] if log[-1].id == last_id else [it for it in log if it.id > last_id]
        elif revision is None or log[-1].revision <= revision:
            return []
        elif log[0].revision > revision + 1:
            return None
        else:
            missed = [it for it in log if it.revision > revision]
        return missed if len(missed) <= MISSED_MOST else None

    def _loading(self, thread_id: int) -> "asyncio.Future[list[Told]]":
        self._meanwhile.setdefault(thread_id, [])
        return self._ask(
            ("thread", thread_id),
            partial(self._of_thread, thread_id),
            partial(self._loaded, thread_id),
        )

    def _of_thread(self, thread_id: int) -> list[Told]:
        facts = self._outbox.of_thread(thread_id, MISSED_MOST + 1)
        return [Told(it.id, it.revision, self._message(it)) for it in facts]

    def _ask(
        self,
        what: tuple[str, int],
        question: Callable[[], _Answer],
        answered: Callable[[_Answer | None], None] | None = None,
    ) -> "asyncio.Future[_Answer]":
        asked = self._asked.get(what)
        if asked is None:
            asked = self._asked[what] = self._read(question)
            asked.add_done_callback(partial(self._answered, what, answered))
        return asked

    def _answered(
        self,
        what: tuple[str, int],
        answered: Callable[[_Answer | None], None] | None,
        asked: "asyncio.Future[_Answer]",
    ) -> None:
        # Kept here and not by whoever waits: the next fact may be told before they go on.
        del self._asked[what]
        has_failed = asked.cancelled() or asked.exception() is not None
        if answered is not None:
            answered(None if has_failed else asked.result())

    def _loaded(self, thread_id: int, read: list[Told] | None) -> None:
        meanwhile = self._meanwhile.pop(thread_id)
        if read is None:
            return
        known = {it.id for it in read}
        told = [*read, *(it for it in meanwhile if it.id not in known)]
        log = self._logs[thread_id] = deque(told, maxlen=MISSED_MOST + 1)
        self._size += len(log)
        while self._size > KEPT_MOST or len(self._logs) > KEPT_MOST:
            _, oldest = self._logs.popitem(last=False)
            self._size -= len(oldest)


async def _all_of(asked: "Collection[asyncio.Future[Any]]") -> None:
    if asked:
        done, waiting = await asyncio.wait(asked, timeout=READ_WITHIN)
        for each in done:
            each.result()
        if waiting:
            raise TimeoutError
