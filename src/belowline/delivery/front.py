"""The ASGI application: answers hot reads from finished bytes, and passes the rest on."""

from collections.abc import Callable, Iterable
from time import time
from typing import Any
from urllib.parse import parse_qsl, urlencode

from belowline.delivery.bridge import Answer, Bridge, Receive, Scope, Send, environ_of
from belowline.delivery.making import DEPENDS, ENDS, Making
from belowline.delivery.negotiation import coding_for, matches
from belowline.delivery.outbox import Fact, Outbox
from belowline.delivery.representation import Representation
from belowline.delivery.shelf import Key, Shelf

_READS = frozenset({"GET", "HEAD"})
_PERSONAL = frozenset({b"cookie", b"authorization", b"if-none-match", b"accept-encoding"})
_OWN = frozenset({DEPENDS, ENDS})


class Front:
    """What is the same for every reader is answered here.

    `is_shared` says of a path whether its answer is such; `parameters` are the query's names that
    make a difference to it; `moves` says what depends on a fact; `memory` bounds what is kept, in
    bytes.
    """

    def __init__(
        self,
        bridge: Bridge,
        outbox: Outbox,
        *,
        is_shared: Callable[[str], bool],
        parameters: frozenset[str],
        moves: Callable[[Fact], Iterable[str]],
        memory: int,
    ) -> None:
        self._bridge = bridge
        self._outbox = outbox
        self._is_shared = is_shared
        self._parameters = parameters
        self._moves = moves
        self._shelf = Shelf(memory)
        self._making = Making(self._shelf)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request."""
        if scope["method"] in _READS and self._is_shared(scope["path"]):
            await self._answer(scope, send)
        else:
            await self._bridge.pass_on(scope, receive, send)

    async def _answer(self, scope: Scope, send: Send) -> None:
        host = held = wanted = None
        for name, value in scope["headers"]:
            if name == b"host":
                host = value
            elif name == b"accept-encoding":
                wanted = value
            elif name == b"if-none-match":
                held = value
        if self._outbox.has_moved():
            self._look()
        query = scope["query_string"]
        key = (host or b"", scope["path"], self._relevant(query) if query else b"")
        now = time()
        made = self._making.at_hand(key, now)
        if made is None:
            found = await self._making.made(key, now, lambda: self._ask(scope, key[2]))
            if isinstance(found, Answer):
                await _send_answer(found, scope["method"], send)
                return
            made = found
        await self._send(key, made, coding_for(wanted), held, scope["method"], send)

    async def _send(
        self,
        key: Key,
        made: Representation,
        coding: bytes,
        held: bytes | None,
        method: str,
        send: Send,
    ) -> None:
        before = made.size
        etag, head, body, unchanged = made.answer(coding)
        if made.size != before:
            self._shelf.weigh(key)
        is_held = held is not None and matches(held, etag)
        start = unchanged if is_held else head
        if made.ends_at is not None:
            caching = (b"cache-control", made.caching(time()))
            kept = [pair for pair in start["headers"] if pair[0] != b"cache-control"]
            start = {**start, "headers": [*kept, caching]}
        await send(start)
        await send(_NOTHING if is_held or method == "HEAD" else body)

    def _look(self) -> None:
        names = {name for fact in self._outbox.fresh() for name in self._moves(fact)}
        if names:
            self._making.moved(names)

    def _relevant(self, query: bytes) -> bytes:
        pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True, max_num_fields=200)
        return urlencode([pair for pair in pairs if pair[0] in self._parameters]).encode()

    async def _ask(self, scope: Scope, query: bytes) -> Answer:
        plain = {**scope, "method": "GET", "query_string": query}
        return await self._bridge.ask(environ_of(plain, b"", without=_PERSONAL))


_NOTHING: dict[str, Any] = {"type": "http.response.body", "body": b""}


async def _send_answer(answer: Answer, method: str, send: Send) -> None:
    headers = [pair for pair in answer.headers if pair[0] not in _OWN]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if method == "HEAD" else answer.body})
