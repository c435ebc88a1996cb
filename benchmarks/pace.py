"""Requests at a given pace, whatever the server does: `pace URL FILE`, prints what they met with.

The file (JSON) says `reads` and `posts` a second, for how many `seconds`, of which `paths`, and
what is `written` by which `people`. Times count from when a request was due (Tene 2013, on
"coordinated omission"), in milliseconds.
"""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from urllib.parse import urlsplit

import uvloop


class Connections:
    """Connections that stay open, as many as are needed at once."""

    def __init__(self, host: str, port: int) -> None:
        self._place = (host, port)
        self._idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def send(self, request: bytes) -> int:
        """The status that the server answers with, once the answer is whole."""
        if self._idle:
            reader, writer = self._idle.pop()
        else:
            reader, writer = await asyncio.open_connection(*self._place)
        writer.write(request)
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = int(head.partition(b"content-length:")[2].partition(b"\r")[0] or 0)
        await reader.readexactly(length)
        self._idle.append((reader, writer))
        return int(head.split(b" ", 2)[1])


def get(path: str) -> bytes:
    """A reader's request."""
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: br\r\n\r\n".encode()


def post(person: str, line: str) -> bytes:
    """A comment by somebody who is logged in."""
    session, name = person.split()
    method, path, body = line.split(" ", 2)
    return (
        f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: same-origin\r\n"
        f"Cookie: session={session}; signed_in={name}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}"
    ).encode()


async def paced(
    send: Callable[[bytes], Awaitable[int]], requests: Sequence[bytes], every: float
) -> list[float]:
    """The times of the requests, one of which is due every so many seconds."""
    start = perf_counter()
    return list(
        await asyncio.gather(
            *(_one(send, request, start + at * every) for at, request in enumerate(requests))
        )
    )


async def _one(send: Callable[[bytes], Awaitable[int]], request: bytes, due: float) -> float:
    await asyncio.sleep(due - perf_counter())
    status = await send(request)
    if status not in (200, 201):
        raise RuntimeError(f"{status} for {request[:80]!r}")
    return (perf_counter() - due) * 1000


async def main(url: str, file: str) -> None:
    """Runs the requests."""
    asked = json.loads(Path(file).read_text(encoding="utf-8"))
    parts = urlsplit(url)
    send = Connections(str(parts.hostname), int(parts.port or 80)).send
    number = asked["reads"] * asked["seconds"]
    reads = [get(asked["paths"][at * 7 % len(asked["paths"])]) for at in range(number)]
    posts = [post(*pair) for pair in zip(asked["people"], asked["written"], strict=True)]
    await asyncio.gather(*(send(get(path)) for path in asked["paths"]))
    read_times, post_times = await asyncio.gather(
        paced(send, reads, 1 / asked["reads"]),
        paced(send, posts, asked["seconds"] / max(len(posts), 1)),
    )
    told = {"read_median": median(read_times), "read_p99": quantiles(read_times, n=100)[98]}
    if post_times:
        told["post_p99"] = quantiles(post_times, n=100)[98]
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    uvloop.run(main(*sys.argv[1:]))
