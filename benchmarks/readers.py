"""Many live readers of one thread: `readers URL THREAD NUMBER PEOPLE POSTS`.

Prints how many have a stream; once it is told to go on, posts a comment and prints the seconds
from then until the last reader had heard of it.
"""

import asyncio
import sys
from pathlib import Path
from time import perf_counter
from urllib.parse import urlsplit

import uvloop

_AT_ONCE = 200


class Readers:
    """Streams that are open, and how many of them have heard."""

    def __init__(self, place: tuple[str, int], thread: str) -> None:
        self._place, self._thread = place, thread
        self._streams: list[asyncio.StreamReader] = []
        self._open: list[asyncio.StreamWriter] = []

    async def gather(self, number: int) -> int:
        """Opens as many; how many there are."""
        while len(self._streams) < number:
            some = min(_AT_ONCE, number - len(self._streams))
            await asyncio.gather(*(self._listen() for _ in range(some)))
        return len(self._streams)

    async def heard(self) -> None:
        """Returns once every one of them has heard of a comment."""
        await asyncio.gather(*(_hear(stream) for stream in self._streams))

    async def _listen(self) -> None:
        reader, writer = await listen(self._place, self._thread)
        self._streams.append(reader)
        self._open.append(writer)


async def listen(
    place: tuple[str, int], thread: str, last_id: str = ""
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A stream of the thread, by somebody new or by one who has heard up to `last_id`."""
    reader, writer = await asyncio.open_connection(*place, limit=4096)
    last = f"Last-Event-ID: {last_id}\r\n" if last_id else ""
    asked = f"GET /threads/live?thread={thread} HTTP/1.1\r\nHost: 127.0.0.1\r\n{last}\r\n"
    writer.write(asked.encode())
    head = await reader.readuntil(b"\r\n\r\n")
    if b" 200 " not in head:
        raise RuntimeError(head.decode())
    return reader, writer


async def _hear(stream: asyncio.StreamReader) -> None:
    while b"event: posted" not in await stream.readline():
        pass


async def _post(place: tuple[str, int], person: str, line: str) -> None:
    session, name = person.split()
    method, path, body = line.split(" ", 2)
    reader, writer = await asyncio.open_connection(*place)
    writer.write(
        f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: same-origin\r\n"
        f"Cookie: session={session}; signed_in={name}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}".encode()
    )
    status = await reader.readline()
    if b" 201 " not in status:
        raise RuntimeError(status.decode())


async def main(url: str, thread: str, number: str, people: str, posts: str) -> None:
    """Runs the measurement."""
    parts = urlsplit(url)
    place = (str(parts.hostname), int(parts.port or 80))
    readers = Readers(place, thread)
    sys.stdout.write(f"{await readers.gather(int(number))}\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.readline)
    person = Path(people).read_text(encoding="utf-8").splitlines()[-1]
    line = Path(posts).read_text(encoding="utf-8").splitlines()[-1]
    start = perf_counter()
    hearing = asyncio.gather(readers.heard(), _post(place, person, line))
    await hearing
    sys.stdout.write(f"{perf_counter() - start:.2f}\n")


if __name__ == "__main__":
    uvloop.run(main(*sys.argv[1:]))
