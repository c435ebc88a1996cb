"""Pages that are read are made again as soon as they are untrue, and no others."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from belowline.delivery.first_pages import scope_of
from belowline.delivery.making_ahead import MOST, WANTED
from belowline.delivery.wsgi_bridge import environ_of


@pytest.fixture
def read(asking) -> Callable[..., Awaitable[list[bytes]]]:
    """Reads a page so often, as browsers do."""

    async def ask(path: str, times: int = 1) -> list[bytes]:
        return [(await asking.ask(path, accept_encoding="br")).body for _ in range(times)]

    return ask


@pytest.fixture
def write(asking, outbox) -> Callable[..., Awaitable[None]]:
    """Writes in these threads, by a request, and waits until all that follows is done."""

    async def ask(*threads: int) -> None:
        for thread in threads:
            outbox.write(thread)
        await asking.ask("/small", method="PUT", body=b"x")
        for _ in range(40):
            await asyncio.sleep(0.005)

    return ask


def test_what_is_read_is_made_again_before_anybody_asks(asking, pages, read, write) -> None:
    async def story():
        before = await read("/shared/1", WANTED)
        await write(1)
        made = len(pages.asked)
        after = await read("/shared/1", 3)
        return before, made, after

    before, made, after = asyncio.run(story())
    assert (made, len(pages.asked)) == (2, 2)
    assert before[-1] != after[0]
    assert len(set(after)) == 1


@pytest.mark.parametrize("path", ["/shared/1", "/shared/1?order=best"])
def test_it_is_made_as_it_was_asked_for(asking, pages, read, write, path) -> None:
    async def story():
        await read(path, WANTED)
        await write(1)

    asyncio.run(story())
    first, again = pages.asked
    for name in ("PATH_INFO", "QUERY_STRING", "HTTP_HOST", "REQUEST_METHOD"):
        assert first[name] == again[name]
    assert set(again) == set(first)


def test_what_was_read_once_waits_until_somebody_asks(pages, read, write) -> None:
    async def story():
        await read("/shared/1", WANTED - 1)
        await write(1)

    asyncio.run(story())
    assert len(pages.asked) == 1


def test_nobody_waits_for_all_pages_of_a_site(pages, read, write) -> None:
    numbers = range(1, MOST + 4)

    async def story():
        for number in numbers:
            await read(f"/shared/{number}", WANTED + number)
        await write(*numbers)

    asyncio.run(story())
    again = [it["PATH_INFO"] for it in pages.asked[len(numbers) :]]
    assert sorted(again) == [f"/shared/{number}" for number in numbers[-MOST:]]


def test_one_that_is_untrue_already_is_not_made_twice(pages, read, write) -> None:
    async def story():
        await read("/shared/1", WANTED)
        await write(1, 1, 1)
        await write(1)

    asyncio.run(story())
    assert len(pages.asked) == 2


def test_one_that_is_for_readers_in_a_country_waits(pages, asking, read, write) -> None:
    pages.headers.append(("Belowline-By-Country", "1"))

    async def story():
        for _ in range(WANTED + 1):
            await asking.ask("/shared/1", accept_encoding="br", x_country="JP")
        before = len(pages.asked)
        await write(1)
        return before

    assert asyncio.run(story()) == len(pages.asked)


def test_a_making_ahead_that_fails_is_tried_again_by_whoever_asks(pages, read, write) -> None:
    async def story():
        await read("/shared/1", WANTED)
        pages.status = "500 Broken"
        await write(1)
        made = len(pages.asked)
        pages.status = "200 OK"
        after = await read("/shared/1")
        return made, after

    made, [after] = asyncio.run(story())
    assert (made, len(pages.asked)) == (2, 3)
    assert after


def test_a_path_in_any_script_is_asked_as_it_was() -> None:
    path = "/政治/百パーセント-100%"
    environ = environ_of(scope_of((b"news.example", path, b"a=1", b"", b"")), b"")
    assert environ["PATH_INFO"].encode("latin-1").decode() == path
    assert environ["QUERY_STRING"] == "a=1"
