"""Small writes that arrive together are done together, and answered when that is durable."""

import asyncio
import threading
from contextlib import suppress

import pytest

from belowline.delivery.write_pace import WritePace
from belowline.delivery.wsgi_bridge import BrokenOffError


def put(asking, body: bytes):
    return asking.ask("/small", method="PUT", body=body)


async def started(writing, batches: int) -> None:
    while len(writing.batches) < batches:
        await asyncio.sleep(0.001)


def test_what_arrives_while_one_is_written_is_the_next_batch(asking, writing):
    writing.hold = threading.Semaphore(0)

    async def story():
        first = asyncio.create_task(put(asking, b"1"))
        await asyncio.sleep(0.05)
        others = [asyncio.create_task(put(asking, body)) for body in (b"2", b"3", b"4")]
        await asyncio.sleep(0.05)
        writing.hold.release(2)
        return await asyncio.gather(first, *others)

    answers = asyncio.run(story())

    assert [answer.body for answer in answers] == [b"done"] * 4
    assert writing.batches == [[b"1"], [b"2", b"3", b"4"]]


def test_nothing_is_answered_before_it_is_durable(asking, writing):
    writing.hold = threading.Semaphore(0)

    async def story():
        asked = asyncio.create_task(put(asking, b"1"))
        await asyncio.sleep(0.05)
        early = asked.done()
        writing.hold.release()
        return early, await asked

    early, answer = asyncio.run(story())

    assert not early
    assert answer.status == 200


def test_a_write_that_is_not_plain_goes_to_the_application_with_its_body(asking, writing, pages):
    answer = asking.now("/small", method="PUT", body=b"django")

    assert answer.body.endswith(b"django")
    assert len(pages.asked) == 1


def test_one_that_breaks_does_not_break_its_neighbours(asking, writing, pages, caplog):
    writing.hold = threading.Semaphore(0)

    async def story():
        first = asyncio.create_task(put(asking, b"1"))
        await asyncio.sleep(0.05)
        others = [asyncio.create_task(put(asking, body)) for body in (b"2", b"break", b"3")]
        await asyncio.sleep(0.05)
        writing.hold.release(9)
        return await asyncio.gather(first, *others)

    answers = asyncio.run(story())

    assert [answer.body == b"done" for answer in answers] == [True, True, False, True]
    assert len(pages.asked) == 1
    assert "could not be done together" in caplog.text


def test_nobody_waits_for_ever_whatever_breaks(asking, writing, pages, caplog):
    async def story():
        broken = await asyncio.wait_for(put(asking, b"panic"), timeout=5)
        return broken, await asyncio.wait_for(put(asking, b"1"), timeout=5)

    broken, answer = asyncio.run(story())

    assert len(pages.asked) == 1, "it is handed on, as whatever cannot be done together"
    assert broken.status == 200
    assert answer.body == b"done"
    assert "could not be done together" in caplog.text


def test_too_few_answers_leave_nobody_waiting(asking, writing, pages, monkeypatch):
    monkeypatch.setattr(asking.front._passing_on._batcher, "_settle", lambda requests: [])

    answer = asyncio.run(asyncio.wait_for(put(asking, b"1"), timeout=5))

    assert answer.status == 200
    assert len(pages.asked) == 1


def test_an_application_that_would_end_its_process_ends_one_request(asking):
    async def story():
        with pytest.raises(BrokenOffError, match="SystemExit"):
            await asking.ask("/exit")
        return await asking.ask("/page")

    assert asyncio.run(story()).status == 200


def test_a_writer_who_goes_away_does_not_hold_up_the_others(asking, writing):
    writing.hold = threading.Semaphore(0)

    async def story():
        gone = asyncio.create_task(put(asking, b"1"))
        await asyncio.sleep(0.05)
        other = asyncio.create_task(put(asking, b"2"))
        await asyncio.sleep(0.05)
        gone.cancel()
        with suppress(asyncio.CancelledError):
            await gone
        writing.hold.release(2)
        return await other

    assert asyncio.run(story()).body == b"done"
    assert writing.batches == [[b"1"], [b"2"]]


def test_a_batch_waits_for_as_many_as_before_but_not_for_ever(asking, writing):
    async def story():
        await asyncio.gather(*(put(asking, b"%d" % number) for number in range(5)))
        return await asyncio.wait_for(put(asking, b"alone"), timeout=2)

    assert asyncio.run(story()).body == b"done"
    assert writing.batches[-1] == [b"alone"]


def test_for_company_of_one_alone_nobody_waits(asking, writing, monkeypatch):
    monkeypatch.setattr("belowline.delivery.write_batcher.PATIENCE", 60.0)

    async def story():
        before = asyncio.all_tasks()
        await put(asking, b"alone")
        await asyncio.sleep(0.05)
        return asyncio.all_tasks() - before

    assert not asyncio.run(story())
    assert writing.batches == [[b"alone"]]


def test_where_writes_come_steadily_one_waits_for_the_next(asking, writing):
    async def story():
        steadily = [asyncio.create_task(later(put(asking, b"%d" % at), at)) for at in range(24)]
        await asyncio.gather(*steadily)

    asyncio.run(story())

    assert max(len(batch) for batch in writing.batches) > 1


async def later(asked, at: int):
    await asyncio.sleep(at * 0.03)
    return await asked


def test_whoever_sends_one_after_the_other_is_not_held_up(asking, writing, monkeypatch):
    waits = []
    monkeypatch.setattr(
        "belowline.delivery.write_pace.WritePace.waited",
        lambda pace, *, in_vain: waits.append(in_vain) or rest(pace, in_vain=in_vain),
    )

    async def story():
        for number in range(60):
            await put(asking, b"%d" % number)

    asyncio.run(story())

    assert writing.batches == [[b"%d" % number] for number in range(60)]
    assert len(waits) <= 3, "after 8 writes, 4 more and 16 more"
    assert all(waits), "in vain"


rest = WritePace.waited
