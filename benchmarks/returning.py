"""Live readers who lose their streams and come back: `returning URL THREAD NUMBER LAST_ID`.

Each comes back as a browser would, some seconds after the stream was lost, with the id of the last
thing that it heard; and loses the stream again. Prints a line once all have had one, and goes on
until it is told to end; then prints how often somebody has come back.
"""

import asyncio
import sys
from random import uniform
from urllib.parse import urlsplit

import uvloop

from benchmarks.readers import listen

_COMES_BACK_AFTER = (2.0, 8.0)
"""Seconds, as the server tells (delivery/live.py)."""


async def _come_back(place: tuple[str, int], thread: str, last_id: str, came: list[int]) -> None:
    await asyncio.sleep(uniform(0, _COMES_BACK_AFTER[1]))  # noqa: S311 - no secret
    while True:
        reader, writer = await listen(place, thread, last_id)
        while b"id: " not in await reader.readline():
            pass
        came[0] += 1
        writer.close()
        await asyncio.sleep(uniform(*_COMES_BACK_AFTER))  # noqa: S311 - no secret


async def main(url: str, thread: str, number: str, last_id: str) -> None:
    """Runs until a line comes in."""
    parts = urlsplit(url)
    place = (str(parts.hostname), int(parts.port or 80))
    came = [0]
    coming = [
        asyncio.create_task(_come_back(place, thread, last_id, came)) for _ in range(int(number))
    ]
    while came[0] < int(number):
        await asyncio.sleep(0.1)
        for task in coming:
            if task.done():
                task.result()
    before = came[0]
    sys.stdout.write("all have come back once\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.readline)
    sys.stdout.write(f"{came[0] - before}\n")
    sys.stdout.flush()
    for task in coming:
        task.cancel()


if __name__ == "__main__":
    uvloop.run(main(*sys.argv[1:]))
