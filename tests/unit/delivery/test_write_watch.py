"""A worker finds out for itself whether anything can be written, and turns writers away if not."""

import asyncio
import threading

import pytest

from belowline.delivery import passing_on, write_watch


@pytest.fixture(autouse=True)
def _quick(monkeypatch) -> None:
    for name in ("LOOKED_EVERY", "FIRST_WAIT", "LONGEST_WAIT"):
        monkeypatch.setattr(write_watch, name, 0.05)


async def _until_ready(asking, *, is_ready: bool) -> None:
    async with asyncio.timeout(5):
        while ((await asking.ask("/health/ready")).status == 200) is not is_ready:
            await asyncio.sleep(0.02)


def test_while_all_is_well_nothing_is_written_to_find_out(asking, trial) -> None:
    async def story():
        await asyncio.sleep(0.3)
        return [(await asking.ask("/health/ready")).status for _ in range(20)]

    assert asking.watched(story) == [200] * 20
    assert trial.written == 0


def test_a_write_that_failed_turns_readiness_false_until_one_succeeds(asking, pages, trial) -> None:
    async def story():
        trial.is_full, pages.status = True, "503 Service Unavailable"
        first = await asking.ask("/write", method="POST", body=b"words")
        await _until_ready(asking, is_ready=False)
        pages.status = "200 OK"
        asked = len(pages.asked)
        refused = await asking.ask("/write", method="POST", body=b"words")
        gathered = await asking.ask("/small", method="PUT", body=b"1")
        assert len(pages.asked) == asked
        read = await asking.ask("/any")
        trial.is_full = False
        await _until_ready(asking, is_ready=True)
        written = await asking.ask("/write", method="POST", body=b"words")
        return first, refused, gathered, read, written

    first, refused, gathered, read, written = asking.watched(story)
    assert [it.status for it in (first, refused, gathered)] == [503] * 3
    assert refused.body == b"awaywords"
    assert refused.headers["retry-after"] == "5"
    assert read.status == written.status == 200
    assert trial.written == 1


def test_one_write_that_failed_for_a_reason_of_its_own_is_soon_forgotten(asking, pages) -> None:
    async def story():
        pages.status = "503 Service Unavailable"
        await asking.ask("/write", method="POST")
        pages.status = "200 OK"
        await _until_ready(asking, is_ready=True)
        return await asking.ask("/write", method="POST")

    assert asking.watched(story).status == 200


def test_what_can_be_seen_needs_no_write_to_fail(asking, trial) -> None:
    async def story():
        trial.is_full = trial.is_seen = True
        await _until_ready(asking, is_ready=False)
        refused = await asking.ask("/write", method="POST")
        trial.is_full = False
        await _until_ready(asking, is_ready=True)
        return refused

    assert asking.watched(story).status == 503


def test_a_write_that_waits_is_told_once_a_trial_has_failed(
    asking, pages, trial, monkeypatch
) -> None:
    monkeypatch.setattr(passing_on, "ASKED_AFTER", 0.1)

    async def story():
        trial.is_full, pages.hold = True, threading.Event()
        refused = await asking.ask("/write", method="POST", body=b"words")
        pages.hold.set()
        return refused

    refused = asking.watched(story)
    assert (refused.status, refused.body) == (503, b"awaywords")


def test_a_write_that_takes_its_time_is_waited_for(asking, pages, trial, monkeypatch) -> None:
    monkeypatch.setattr(passing_on, "ASKED_AFTER", 0.1)

    async def story():
        pages.hold = threading.Event()
        asyncio.get_running_loop().call_later(0.5, pages.hold.set)
        return await asking.ask("/write", method="POST", body=b"words")

    assert asking.watched(story).status == 200
    assert trial.written >= 1


def test_a_trial_that_says_nothing_counts_as_failed_and_is_broken_off(
    asking, pages, trial, monkeypatch
) -> None:
    monkeypatch.setattr(write_watch, "SILENT_AFTER", 0.2)

    async def story():
        trial.hold, pages.status = threading.Event(), "503 Service Unavailable"
        await asking.ask("/write", method="POST")
        await _until_ready(asking, is_ready=False)
        async with asyncio.timeout(5):
            while not trial.hold.is_set():
                await asyncio.sleep(0.02)
        await _until_ready(asking, is_ready=True)

    asking.watched(story)
