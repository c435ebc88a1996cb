"""What waits to be sent to one live reader."""

import asyncio

BEHIND_MOST = 200
"""A reader who is so many messages behind is dropped, and catches up when coming back."""


class Stream:
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
