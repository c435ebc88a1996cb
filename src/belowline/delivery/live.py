"""Live updates: a stream of Server-Sent Events (HTML Living Standard, 9.2) per reader."""

import asyncio
from collections.abc import Callable, Iterable, Mapping

from belowline.delivery.outbox import Fact, Outbox
from belowline.delivery.wsgi_bridge import Receive, Scope, Send

WATCH_EVERY = 0.05
HEARTBEAT_EVERY = 15.0
"""Seconds: how often the outbox is looked at while somebody listens, and how long a stream is
silent at most."""
RECONNECT_AFTER = 3000
"""Milliseconds after which a client whose stream has ended comes back."""
MISSED_MOST = 500
"""More facts than these are not told one by one: the client is told to load the page again."""
BEHIND_MOST = 200
"""A reader who is so many messages behind is dropped, and catches up when coming back."""

Tell = Callable[[Fact], tuple[str, str] | None]
Threads = Mapping[int, int | None]
"""Threads that a reader follows, each with the revision that the reader's page shows of it."""

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
    nobody's business; `most` bounds the readers.
    """

    def __init__(self, outbox: Outbox, tell: Tell, *, most: int) -> None:
        self._outbox = outbox
        self._tell = tell
        self._most = most
        self._streams: set[_Stream] = set()
        self._followers: dict[int, set[_Stream]] = {}
        self.is_closed = False

    @property
    def readers(self) -> int:
        """How many there are."""
        return len(self._streams)

    async def serve(self, threads: Threads, scope: Scope, receive: Receive, send: Send) -> None:
        """Streams what happens in the threads until the reader leaves or the server stops."""
        if self.readers >= self._most or self.is_closed:
            await send(_FULL)
            await send({"type": "http.response.body", "body": b""})
            return
        stream = _Stream()
        self._streams.add(stream)
        for thread_id in threads:
            self._followers.setdefault(thread_id, set()).add(stream)
        leaving = asyncio.create_task(_left(receive, stream))
        try:
            await send(_HEAD)
            await _send(send, b"retry: %d\n\n" % RECONNECT_AFTER + self._missed(threads, scope))
            while (message := await stream.next()) is not None:
                await _send(send, message)
            await send({"type": "http.response.body", "body": b""})
        finally:
            leaving.cancel()
            self._forget(threads, stream)

    def publish(self, facts: Iterable[Fact]) -> None:
        """Sends facts to whoever follows their threads; whoever is too far behind is dropped."""
        for fact in facts:
            streams = self._followers.get(fact.thread_id or 0)
            message = self._message(fact) if streams else None
            if streams and message is not None:
                for stream in streams:
                    stream.put(message)

    def heartbeat(self) -> None:
        """Sends a heartbeat to everybody, so that no proxy takes a stream for dead."""
        for stream in self._streams:
            stream.put(_BEAT)

    def close(self) -> None:
        """Ends every stream and opens no more; the clients come back to whoever serves then."""
        self.is_closed = True
        for stream in self._streams:
            stream.end()

    def _missed(self, threads: Threads, scope: Scope) -> bytes:
        last_id = _last_event(scope)
        if last_id is not None and self._outbox.may_have_forgotten(last_id):
            return _RELOAD
        missed: list[Fact] = []
        for thread_id, revision in threads.items():
            known = self._outbox.of_thread(thread_id, MISSED_MOST + 1)
            if last_id is not None:
                missed += [fact for fact in known if fact.id > last_id]
            elif revision is not None:
                if known and known[0].revision > revision + 1:
                    return _RELOAD
                missed += [fact for fact in known if fact.revision > revision]
        if len(missed) > MISSED_MOST:
            return _RELOAD
        missed.sort(key=lambda fact: fact.id)
        return b"".join(filter(None, map(self._message, missed)))

    def _message(self, fact: Fact) -> bytes | None:
        told = self._tell(fact)
        if told is None:
            return None
        name, data = told
        return f"id: {fact.id}\nevent: {name}\ndata: {data}\n\n".encode()

    def _forget(self, threads: Threads, stream: "_Stream") -> None:
        self._streams.discard(stream)
        for thread_id in threads:
            streams = self._followers[thread_id]
            streams.discard(stream)
            if not streams:
                del self._followers[thread_id]


class _Stream:
    """What waits for one reader; much smaller than a queue, and there are ten thousand."""

    __slots__ = ("_has_ended", "_messages", "_waker")

    def __init__(self) -> None:
        self._messages: list[bytes] = []
        self._waker: asyncio.Future[None] | None = None
        self._has_ended = False

    def put(self, message: bytes) -> None:
        """Adds a message; a reader who is too far behind is dropped instead."""
        if len(self._messages) >= BEHIND_MOST:
            self.end()
        elif not self._has_ended:
            self._messages.append(message)
            self._wake()

    def end(self) -> None:
        """Lets the reader go; what still waited is caught up with later."""
        self._messages.clear()
        self._has_ended = True
        self._wake()

    async def next(self) -> bytes | None:
        """All that waits, as soon as there is something; None at the end."""
        while not self._messages and not self._has_ended:
            self._waker = asyncio.get_running_loop().create_future()
            await self._waker
        if self._has_ended:
            return None
        messages = b"".join(self._messages)
        self._messages.clear()
        return messages

    def _wake(self) -> None:
        if self._waker is not None and not self._waker.done():
            self._waker.set_result(None)


def _last_event(scope: Scope) -> int | None:
    """The last event that the client has."""
    last = dict(scope["headers"]).get(b"last-event-id", b"")
    return int(last) if last.isdigit() and len(last) < 19 else None


async def _send(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})


async def _left(receive: Receive, stream: _Stream) -> None:
    while (await receive())["type"] != "http.disconnect":
        continue
    stream.end()
