"""Many readers, many writes: one making at a time, ten a second, and nobody waits in a storm."""

import asyncio
import threading
from dataclasses import dataclass

import pytest

from belowline.delivery.cached_response import PACE
from belowline.delivery.revalidation import BURST


def test_a_hundred_readers_share_one_making(asking, pages) -> None:
    pages.hold = threading.Event()

    async def storm():
        readers = [asyncio.create_task(asking.ask("/shared/1")) for _ in range(100)]
        await asyncio.sleep(0.05)
        pages.hold.set()
        return await asyncio.gather(*readers)

    answers = asyncio.run(storm())
    assert {answer.body for answer in answers} == {answers[0].body}
    assert len(pages.asked) == 1


def test_who_reads_after_a_write_waits_for_what_was_under_way_and_gets_the_truth(
    asking, pages, outbox
) -> None:
    pages.hold = threading.Event()

    async def story():
        pages.hold.set()
        await asking.ask("/shared/1")
        outbox.write(1)
        pages.hold.clear()
        early = asyncio.create_task(asking.ask("/shared/1"))
        await asyncio.sleep(0.05)
        outbox.write(1)
        late = asyncio.create_task(asking.ask("/shared/1"))
        await asyncio.sleep(0.05)
        pages.hold.set()
        return await early, await late

    early, late = asyncio.run(story())
    assert early.body.endswith((b"2", b"3"))
    assert late.body.endswith(b"3")


@dataclass
class Clock:
    """Stands still until it is moved on."""

    at: float = 1_000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock(monkeypatch) -> Clock:
    clock = Clock()
    for module in ("revalidation", "page_maker"):
        monkeypatch.setattr(f"belowline.delivery.{module}.monotonic", clock)
    return clock


def test_under_a_storm_of_writes_pages_are_made_at_a_pace(asking, pages, outbox, clock) -> None:
    async def storm():
        for _ in range(200):
            clock.at += 0.005
            outbox.write(1)
            await asking.ask("/shared/1")

    asyncio.run(storm())
    assert BURST < len(pages.asked) <= BURST + PACE + 1


def test_what_says_how_often_it_is_made_is_made_no_more_often(asking, pages, outbox, clock) -> None:
    pages.headers.append(("Belowline-Pace", "1"))

    async def storm():
        for _ in range(400):
            clock.at += 0.005
            outbox.write(1)
            await asking.ask("/shared/1")
        in_the_storm = len(pages.asked)
        clock.at += 2
        return in_the_storm, await asking.ask("/shared/1"), len(pages.asked)

    in_the_storm, after, made = asyncio.run(storm())
    assert BURST - 1 <= in_the_storm <= BURST + 2
    assert after.body.endswith(str(made).encode()), "the truth"
    assert "belowline-pace" not in dict(after.headers)


def test_what_is_for_the_front_only_is_sent_to_nobody(asking, pages) -> None:
    pages.headers += [
        ("Belowline-Pace", "1"),
        ("Belowline-Story", "7"),
        ("Belowline-By-Country", "1"),
        ("Set-Cookie", "a=b"),
    ]

    answer = asking.now("/shared/1")

    assert not [name for name in dict(answer.headers) if name.startswith("belowline-")]


def test_an_end_that_was_rounded_up_is_not_passed(asking, pages, monkeypatch) -> None:
    ends = 1_000_000.0006
    clock = Clock(ends - 1)
    monkeypatch.setattr("belowline.delivery.revalidation.time", clock)
    pages.headers.append(("Belowline-Ends", f"{ends:.3f}"))

    async def story():
        await asking.ask("/shared/1")
        clock.at = ends
        return await asking.ask("/shared/1")

    assert not asyncio.run(story()).body.endswith(b"words 1")


def test_what_ends_while_it_is_made_is_made_again(asking, pages, monkeypatch) -> None:
    ends = 1_000_000.0
    clock = Clock(ends - 1)
    monkeypatch.setattr("belowline.delivery.revalidation.time", clock)
    pages.headers.append(("Belowline-Ends", str(ends)))
    pages.hold = threading.Event()

    async def story():
        early = asyncio.create_task(asking.ask("/shared/1"))
        await asyncio.sleep(0.05)
        clock.at = ends
        late = asyncio.create_task(asking.ask("/shared/1"))
        await asyncio.sleep(0.05)
        pages.hold.set()
        return await early, await late

    early, late = asyncio.run(story())
    assert early.body.endswith(b"2")
    assert late.body.endswith(b"2")


def test_under_a_storm_of_writes_readers_do_not_wait(asking, pages, outbox, clock) -> None:
    async def storm():
        for _ in range(BURST - 1):
            outbox.write(1)
            before = await asking.ask("/shared/1")
        pages.hold = threading.Event()
        outbox.write(1)
        during = await asking.ask("/shared/1")
        pages.hold.set()
        return before, during

    before, during = asyncio.run(storm())
    assert during.body == before.body


def test_after_a_storm_the_truth_is_told(asking, pages, outbox, clock) -> None:
    async def story():
        for _ in range(50):
            outbox.write(1)
            await asking.ask("/shared/1")
        clock.at += 1
        return await asking.ask("/shared/1"), len(pages.asked)

    answer, made = asyncio.run(story())
    assert answer.body.endswith(str(made).encode())


def test_a_reader_who_leaves_stops_nothing(asking, pages) -> None:
    pages.hold = threading.Event()

    async def story():
        leaving = asyncio.create_task(asking.ask("/shared/1"))
        staying = asyncio.create_task(asking.ask("/shared/1"))
        await asyncio.sleep(0.05)
        leaving.cancel()
        pages.hold.set()
        return await staying

    assert asyncio.run(story()).status == 200
    assert len(pages.asked) == 1


def test_a_fault_is_told_to_whoever_asked_and_is_not_kept(asking, pages) -> None:
    good = pages.__class__.__call__
    broken = [True]

    def fail_once(self, environ, start_response):
        if broken.pop() if broken else False:
            raise RuntimeError("broken")
        return good(self, environ, start_response)

    pages.__class__.__call__ = fail_once
    try:

        async def story():
            tasks = [asyncio.create_task(asking.ask("/shared/1")) for _ in range(2)]
            faults = await asyncio.gather(*tasks, return_exceptions=True)
            return faults, await asking.ask("/shared/1")

        faults, answer = asyncio.run(story())
    finally:
        pages.__class__.__call__ = good
    assert [type(fault) for fault in faults] == [RuntimeError, RuntimeError]
    assert answer.status == 200
