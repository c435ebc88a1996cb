"""The floor: an ASGI application that answers everything with the same bytes."""

import os
from collections.abc import Awaitable, Callable
from typing import Any

_BODY = b"x" * int(os.environ.get("FLOOR_BYTES", "10000"))
_HEADERS = [(b"content-type", b"text/html"), (b"content-length", b"%d" % len(_BODY))]


async def application(
    scope: dict[str, Any],
    receive: Callable[[], Awaitable[Any]],
    send: Callable[[dict[str, Any]], Awaitable[None]],
) -> None:
    """Answers."""
    if scope["type"] == "lifespan":
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})
        return
    await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
    await send({"type": "http.response.body", "body": _BODY})
