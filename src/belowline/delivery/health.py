"""Says whether this worker lives, and whether it should be sent readers."""

from collections.abc import Awaitable, Callable

from belowline.delivery.wsgi_bridge import Send

LIVE = "/health/live"
READY = "/health/ready"


async def answer_health(path: str, is_ready: Callable[[], Awaitable[bool]], send: Send) -> None:
    """200 where it is well; 503 from the moment on at which it should get no more requests."""
    is_well = path == LIVE or await is_ready()
    body = b"ok\n" if is_well else b"not ready\n"
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", b"%d" % len(body)),
        (b"cache-control", b"no-store"),
    ]
    status = 200 if is_well else 503
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
