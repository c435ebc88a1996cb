"""Reads the bodies of requests: each of them whole or not at all, and within bounds."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from time import monotonic

from belowline.delivery.places import Places
from belowline.delivery.reasons import Reason, TurnedAwayError
from belowline.delivery.wsgi_bridge import Receive, Scope

GRACE = 10.0
RATE = 2_000
"""A body has GRACE seconds, and a second more for every RATE bytes of it that have come,"""
LONGEST = 60.0
"""but so many seconds in all."""
SMALL = 64_000
"""Bytes that anybody may send without a place."""
PLACES, OF_A_NETWORK = 32, 8
LARGER_PLACES, OF_A_PERSON = 8, 2
"""How many bodies beyond that are read at once, for all and for one."""
_DRAINED = 10
"""How many times the bound is read, and thrown away, so that a browser hears the answer."""

PersonOf = Callable[[Scope], Awaitable[str]]
NetworkOf = Callable[[Scope], str]


class RequestBodies:
    """Reads bodies. `largest` bounds them in bytes, `larger` gives other bounds for some paths.

    What is larger than a few bytes needs one of a few places, and asks for it once so much of it
    has come. At the paths of `larger` these are for people who are logged in: `person_of` says who
    sends a request, empty for nobody. Elsewhere a network has no more than some of them:
    `network_of` says from where a request comes.
    """

    def __init__(
        self,
        *,
        largest: int,
        larger: Mapping[str, int],
        person_of: PersonOf,
        network_of: NetworkOf,
    ) -> None:
        self._largest = largest
        self._larger = larger
        self._person_of = person_of
        self._network_of = network_of
        self._places = Places(PLACES, each=OF_A_NETWORK)
        self._larger_places = Places(LARGER_PLACES, each=OF_A_PERSON)

    async def read(self, scope: Scope, receive: Receive) -> bytes:
        """The whole body; of one that is too large a byte too much, so that it is refused; nothing
        of what somebody who is not logged in sends to one of the paths of `larger`.

        Raises TurnedAwayError where it is cut off, comes too slowly, or finds no place.
        """
        larger = self._larger.get(scope["path"])
        body = _Body(scope, receive, larger or self._largest)
        if await body.read(SMALL):
            return body.whole()
        if larger is None:
            places, holder = self._places, self._network_of(scope)
        else:
            places, holder = self._larger_places, await self._known_person(scope)
            if not holder:
                return b""
        async with places.taken(holder):
            body.begin_anew()
            await body.read()
            return body.whole()

    async def _known_person(self, scope: Scope) -> str:
        try:
            return await asyncio.wait_for(self._person_of(scope), GRACE)
        except TimeoutError:
            raise TurnedAwayError(Reason.UNAVAILABLE) from None


class _Body:
    """A body of which some has come."""

    def __init__(self, scope: Scope, receive: Receive, largest: int) -> None:
        self._receive = receive
        self._largest = largest
        self._declared = _declared(scope)
        self._parts: list[bytes] = []
        self._length = 0
        self._has_ended = False
        self._began_at = monotonic()

    def begin_anew(self) -> None:
        """Lets its time begin again: it was not its sender who waited."""
        self._began_at = monotonic()

    async def read(self, until: int | None = None) -> bool:
        """Reads to the end, or `until` so many bytes have come; whether that was the end."""
        try:
            async with asyncio.timeout(self._left()) as time:
                while not self._has_ended and (until is None or self._length <= until):
                    self._add(await self._receive())
                    if not self._has_ended:
                        time.reschedule(asyncio.get_running_loop().time() + self._left())
        except TimeoutError:
            raise TurnedAwayError(Reason.TOO_SLOW) from None
        return self._has_ended

    def whole(self) -> bytes:
        """All of it, up to one byte more than it may have."""
        return b"".join(self._parts)[: self._largest + 1]

    def _left(self) -> float:
        allowed = min(GRACE + self._length / RATE, LONGEST)
        return self._began_at + allowed - monotonic()

    def _add(self, message: Mapping[str, object]) -> None:
        part = message.get("body", b"")
        if message["type"] != "http.request" or not isinstance(part, bytes):
            raise TurnedAwayError(Reason.CUT_OFF)
        if self._length <= self._largest:
            self._parts.append(part)
        self._length += len(part)
        if not message.get("more_body", False):
            self._has_ended = True
            if self._length < self._declared:
                raise TurnedAwayError(Reason.CUT_OFF)
        elif self._length > self._largest * _DRAINED:
            self._has_ended = True


def _declared(scope: Scope) -> int:
    told = next((value for name, value in scope["headers"] if name == b"content-length"), b"")
    return int(told) if told.isdigit() else 0
