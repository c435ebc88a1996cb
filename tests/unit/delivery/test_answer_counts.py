"""How often stories are read: counted by the front, written beside the answers."""

import asyncio
import threading
from time import monotonic

import pytest

from belowline.delivery import answer_counts

STORY = ("Belowline-Story", "7")


@pytest.fixture(autouse=True)
def _soon(monkeypatch) -> None:
    monkeypatch.setattr(answer_counts, "WRITTEN_EVERY", 0.05)


def until(is_so, asking) -> None:
    async def story() -> None:
        end = monotonic() + 10
        while not is_so():
            assert monotonic() < end, "it did not come to pass"
            await asyncio.sleep(0.02)

    asking.watched(story)


def test_a_story_that_is_sent_whole_or_held_already_was_read(asking, pages, sums) -> None:
    pages.headers.append(STORY)
    first = asking.now("/shared/1")
    asking.now("/shared/1", if_none_match=first.headers["etag"])
    asking.now("/shared/1?order=new", accept_encoding="br")
    asking.now("/shared/1", method="HEAD")
    until(lambda: sums.read == {7: 3}, asking)


def test_who_is_counted_is_told_to_nobody(asking, pages) -> None:
    pages.headers.append(STORY)
    answers = [asking.now("/shared/1"), asking.now("/shared/1", accept_encoding="br")]
    assert all("belowline-story" not in it.headers for it in answers)


def test_what_is_no_story_and_what_was_not_found_is_not_counted(asking, pages, sums) -> None:
    asking.now("/shared/1")
    pages.headers.append(STORY)
    pages.status = "404 Not Found"
    asking.now("/shared/2")
    asking.front.close()
    assert not sums.read


def test_a_slow_database_holds_up_nobody_and_nothing_is_lost(asking, pages, sums) -> None:
    pages.headers.append(STORY)
    sums.hold = threading.Event()

    async def story() -> float:
        longest = 0.0
        for _ in range(60):
            began = monotonic()
            await asking.ask("/shared/1")
            longest = max(longest, monotonic() - began)
            await asyncio.sleep(0.005)
        assert not sums.read
        sums.hold.set()
        while sums.read != {7: 60}:
            await asyncio.sleep(0.02)
        return longest

    assert asking.watched(lambda: asyncio.wait_for(story(), 20)) < 5


def test_what_could_not_be_written_is_written_later_once(asking, pages, sums) -> None:
    pages.headers.append(STORY)
    sums.is_there = False
    asking.now("/shared/1")

    async def story() -> None:
        await asyncio.sleep(0.5)

    asking.watched(story)
    sums.is_there = True
    asking.now("/shared/1")
    until(lambda: sums.read == {7: 2}, asking)


def test_the_end_of_a_worker_writes_what_is_left(asking, pages, sums) -> None:
    pages.headers.append(STORY)
    asking.now("/shared/1")
    asking.front.close()
    assert sums.read == {7: 1}
