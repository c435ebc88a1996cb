"""Live updates: a stream of Server-Sent Events (HTML Living Standard, 9.2) per reader."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from itertools import islice
from random import randint

from belowline.delivery.live_stream import Stream
from belowline.delivery.outbox import Fact, Outbox
from belowline.delivery.thread_log import MISSED_MOST, Read, ThreadLogs, Told
from belowline.delivery.wsgi_bridge import Receive, Scope, Send

WATCH_EVERY = 0.05
"""Seconds between two looks at the outbox while somebody listens."""
IDLE_WATCH_EVERY = 0.5
"""The same while nobody does: a process that has nothing to do is woken less often."""
HEARTBEAT_EVERY = 15.0
"""Seconds that a stream is silent at most."""
RECONNECT_AFTER = (2_000, 8_000)
"""Milliseconds after which a client whose stream has ended comes back: each after its own time, so
that they do not all come at once."""
AT_ONCE = 200
"""Readers who are told before others get a turn: ten thousand would hold up every page."""

Tell = Callable[[Fact], tuple[str, str] | None]
Threads = Mapping[int, int | None]
"""Threads that a reader follows, each with the revision that the reader's page shows of it; and the
reader's own channel (Fact.channel), whose past nobody asks for: the page asks what there is."""

_HEAD = {
    "type": "http.response.start",
    "status": 200,
    "headers": [
        (b"content-type", b"text/event-stream; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),
        (b"x-content-type-options", b"nosniff"),
    ],
}
_FULL = {
    "type": "http.response.start",
    "status": 503,
    "headers": [
        (b"retry-after", b"30"),
        (b"content-length", b"0"),
        (b"cache-control", b"no-store"),
    ],
}
_BEAT = b":\n\n"
_RELOAD = b"event: reload\ndata: {}\n\n"


class Live:
    """The streams of one worker. `tell` gives a fact's event name and data, or None if it is
    nobody's business; `most` bounds the readers; `read` asks the outbox beside the event loop.
    """

    def __init__(self, outbox: Outbox, tell: Tell, read: Read, *, most: int) -> None:
        self._tell = tell
        self._most = most
        self._logs = ThreadLogs(outbox, read, self._message)
        self._streams: OrderedDict[Stream, None] = OrderedDict()
        self._followers: dict[int, set[Stream]] = {}
        self._outgoing: deque[tuple[list[Stream], bytes]] = deque()
        self._telling: asyncio.Task[None] | None = None
        self._beats_due = 0.0
        self._has_come = asyncio.Event()
        self.is_closed = False

    @property
    def readers(self) -> int:
        """How many there are."""
        return len(self._streams)

    async def rest(self) -> float:
        """Waits until the outbox is looked at again: not for long once somebody listens. Returns
        for how many seconds at the most.
        """
        if self.readers:
            await asyncio.sleep(WATCH_EVERY)
            return WATCH_EVERY
        self._has_come = asyncio.Event()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._has_come.wait(), IDLE_WATCH_EVERY)
        return IDLE_WATCH_EVERY

    async def serve(self, threads: Threads, scope: Scope, receive: Receive, send: Send) -> None:
        """Streams what happens in the threads until the reader leaves or the server stops."""
        if self.readers >= self._most or self.is_closed:
            await _refuse(send)
            return
        stream = Stream()
        self._streams[stream] = None
        self._has_come.set()
        leaving = asyncio.create_task(_left(receive, stream))
        try:
            last_id = _last_event(scope)
            try:
                is_lacking = await self._is_lacking(threads, last_id)
            except Exception:  # noqa: BLE001 - of whichever database; the watch has logged it
                await _refuse(send)
                return
            # From here to the first sending nothing is awaited: nothing is missed, or told twice.
            missed = _RELOAD if is_lacking else self._missed(threads, last_id)
            self._follow(threads, stream)
            await send(_HEAD)
            await _send(send, b"retry: %d\n\n" % randint(*RECONNECT_AFTER) + missed)  # noqa: S311
            while (message := await stream.next()) is not None:
                await _send(send, message)
            await send({"type": "http.response.body", "body": b""})
        finally:
            leaving.cancel()
            self._forget(threads, stream)

    def publish(self, facts: Iterable[Fact]) -> None:
        """Sends facts to whoever follows their threads; whoever is too far behind is dropped."""
        told: dict[int, list[bytes]] = {}
        for fact in facts:
            channel = fact.channel
            if channel not in self._followers and channel not in self._logs:
                continue
            message = self._message(fact)
            if channel > 0:
                self._logs.put(fact, message)
            if message is not None and channel in self._followers:
                told.setdefault(channel, []).append(message)
        for channel, messages in told.items():
            self._outgoing.append((list(self._followers[channel]), b"".join(messages)))
        if self._outgoing and self._telling is None:
            self._telling = asyncio.get_running_loop().create_task(self._tell_all())

    def heartbeat(self, share: float) -> None:
        """Sends a heartbeat to this share of all, the longest silent first, so that no proxy takes
        a stream for dead.
        """
        self._beats_due += share * len(self._streams)
        number, self._beats_due = int(self._beats_due), self._beats_due % 1
        for stream in list(islice(self._streams, number)):
            stream.put(_BEAT)
            self._streams.move_to_end(stream)

    def close(self) -> None:
        """Ends every stream and opens no more; the clients come back to whoever serves then."""
        self.is_closed = True
        for stream in self._streams:
            stream.end()

    async def _tell_all(self) -> None:
        while self._outgoing:
            streams, message = self._outgoing.popleft()
            for at in range(0, len(streams), AT_ONCE):
                for stream in streams[at : at + AT_ONCE]:
                    stream.put(message)
                await asyncio.sleep(0)
        self._telling = None

    async def _is_lacking(self, threads: Threads, last_id: int | None) -> bool:
        """Has what is asked for at hand; whether some of it may be gone."""
        asked = [
            it
            for it, shown in threads.items()
            if it > 0 and (last_id is not None or shown is not None)
        ]
        await self._logs.load(asked)
        return last_id is not None and await self._logs.may_lack(asked, last_id)

    def _missed(self, threads: Threads, last_id: int | None) -> bytes:
        missed: list[Told] = []
        for thread_id, revision in threads.items():
            if thread_id < 0 or (last_id is None and revision is None):
                continue
            found = self._logs.missed(thread_id, last_id=last_id, revision=revision)
            if found is None:
                return _RELOAD
            missed += found
        if len(missed) > MISSED_MOST:
            return _RELOAD
        if len(threads) > 1:
            missed.sort()
        return b"".join(it.message for it in missed if it.message is not None)

    def _message(self, fact: Fact) -> bytes | None:
        told = self._tell(fact)
        if told is None:
            return None
        name, data = told
        return f"id: {fact.id}\nevent: {name}\ndata: {data}\n\n".encode()

    def _follow(self, threads: Threads, stream: Stream) -> None:
        for thread_id in threads:
            self._followers.setdefault(thread_id, set()).add(stream)

    def _forget(self, threads: Threads, stream: Stream) -> None:
        del self._streams[stream]
        for thread_id in threads:
            streams = self._followers.get(thread_id, set())
            streams.discard(stream)
            if not streams:
                self._followers.pop(thread_id, None)


def _last_event(scope: Scope) -> int | None:
    """The last event that the client has."""
    last = dict(scope["headers"]).get(b"last-event-id", b"")
    return int(last) if last.isdigit() and len(last) < 19 else None


async def _refuse(send: Send) -> None:
    await send(_FULL)
    await send({"type": "http.response.body", "body": b""})


async def _send(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})


async def _left(receive: Receive, stream: Stream) -> None:
    while (await receive())["type"] != "http.disconnect":
        continue
    stream.end()
