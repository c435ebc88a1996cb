"""With its database away or silent a worker goes on with what it has, and comes back by itself."""

import asyncio
import threading
from time import time

import pytest

from belowline.delivery import outbox_watch, passing_on, revalidation


@pytest.fixture(autouse=True)
def _quick(monkeypatch) -> None:
    monkeypatch.setattr(outbox_watch, "FIRST_WAIT", 0.02)
    monkeypatch.setattr(outbox_watch, "LONGEST_WAIT", 0.05)


def test_a_database_that_says_nothing_holds_up_neither_health_nor_finished_pages(
    asking, outbox
) -> None:
    async def story():
        await asking.ask("/shared/1")
        outbox.hold = threading.Event()
        outbox.write(1)
        first = await asking.ask("/shared/2")  # the first notices that it is to be looked
        assert outbox.asked > 2
        kept = [await asking.ask("/shared/1") for _ in range(20)]
        live = await asking.ask("/health/live")
        assert not outbox.hold.is_set(), "it is silent still"
        return first, kept, live

    first, kept, live = asking.watched(story)
    assert first.status == live.status == 200
    assert {answer.body for answer in kept} == {kept[0].body}


def test_readiness_turns_false_and_true_again(asking, outbox, monkeypatch) -> None:
    monkeypatch.setattr(outbox_watch, "AWAY_AFTER", 0.1)

    async def story():
        before = await asking.ask("/health/ready")
        outbox.hold = threading.Event()
        silent = await asking.ask("/health/ready")
        live = await asking.ask("/health/live")
        outbox.hold.set()
        outbox.is_there = False
        await asyncio.sleep(0.2)
        gone = await asking.ask("/health/ready")
        outbox.is_there = True
        await asyncio.sleep(0.3)
        after = await asking.ask("/health/ready")
        return [it.status for it in (before, silent, live, gone, after)]

    assert asking.watched(story) == [200, 503, 200, 503, 200]


def test_the_watch_outlives_every_look_that_fails(asking, outbox) -> None:
    async def story():
        await asking.ask("/shared/1")
        outbox.is_there = False
        outbox.write(1)
        failed = outbox.asked + 5
        while outbox.asked < failed:
            await asking.ask("/shared/1")
            await asyncio.sleep(0.01)
        outbox.is_there = True
        old = await asking.ask("/shared/1")
        while outbox.has_moved():
            await asyncio.sleep(0.01)
        return old, await asking.ask("/shared/1")

    old, new = asking.watched(story)
    assert old.body != new.body


def test_a_look_that_is_at_hand_needs_no_thread_and_fails_alike(asking, outbox) -> None:
    outbox.is_at_hand = True

    async def story():
        first = await asking.ask("/shared/1")
        outbox.write(1)
        second = await asking.ask("/shared/1")
        outbox.is_there = False
        outbox.write(1)
        kept = await asking.ask("/shared/1")
        ready = await asking.ask("/health/ready")
        outbox.is_there = True
        while outbox.has_moved():
            await asyncio.sleep(0.01)
        return [first, second, kept, await asking.ask("/shared/1")], ready

    (first, second, kept, after), ready = asking.watched(story)
    assert first.body != second.body == kept.body != after.body
    assert ready.status == 503


def test_a_silent_look_is_broken_off(asking, outbox, monkeypatch) -> None:
    monkeypatch.setattr(outbox_watch, "BROKEN_OFF_AFTER", 0.1)

    async def story():
        outbox.hold = threading.Event()
        outbox.write(1)
        await asking.ask("/shared/1")
        await asyncio.wait_for(asyncio.to_thread(outbox.hold.wait), 5)

    asking.watched(story)


def test_what_cannot_be_made_anew_is_sent_as_it_is(asking, outbox, pages, monkeypatch) -> None:
    monkeypatch.setattr(revalidation, "LIFE", 0.0)

    async def story():
        before = await asking.ask("/shared/1")
        pages.status = "503 Service Unavailable"
        asked = len(pages.asked)
        kept = [await asking.ask("/shared/1") for _ in range(5)]
        assert len(pages.asked) == asked + 1, "it is not tried for every reader"
        return before, kept, await asking.ask("/shared/2")

    before, kept, other = asking.watched(story)
    assert {(it.status, it.body) for it in kept} == {(200, before.body)}
    assert other.status == 503


def test_what_takes_too_long_to_make_is_sent_as_it_is(asking, outbox, pages, monkeypatch) -> None:
    monkeypatch.setattr(revalidation, "KEPT_PATIENCE", 0.05)

    async def story():
        before = await asking.ask("/shared/1")
        pages.hold = threading.Event()
        outbox.write(1)
        kept = await asking.ask("/shared/1")
        pages.hold.set()
        return before, kept

    before, kept = asking.watched(story)
    assert kept.body == before.body


def test_a_page_says_that_it_is_stale_once_it_is(asking, outbox, monkeypatch) -> None:
    monkeypatch.setattr("belowline.delivery.response_headers.MARKED_AFTER", 0)

    async def story():
        true = await asking.ask("/shared/1")
        outbox.is_there = False
        outbox.write(1)
        await asking.ask("/shared/1")
        await asyncio.sleep(0.05)
        stale = await asking.ask("/shared/1")
        outbox.is_there = True
        while outbox.has_moved():
            await asyncio.sleep(0.01)
        return true, stale, await asking.ask("/shared/1")

    true, stale, again = asking.watched(story)
    assert "cache-status" not in true.headers
    assert stale.status == 200
    assert stale.headers["cache-status"].startswith("Belowline; hit; ttl=-")
    assert stale.headers["age"].isdigit()
    assert "cache-status" not in again.headers


def test_a_licence_ends_though_the_database_is_away(asking, outbox, pages) -> None:
    async def story():
        pages.headers = [("Belowline-Ends", str(time() + 0.3))]
        licensed = await asking.ask("/shared/1")
        outbox.is_there = False
        outbox.write(1)
        pages.status = "503 Service Unavailable"
        kept = await asking.ask("/shared/1")
        await asyncio.sleep(0.4)
        return licensed, kept, await asking.ask("/shared/1")

    licensed, kept, over = asking.watched(story)
    assert licensed.body == kept.body
    assert over.status == 503


def test_whoever_would_only_wait_is_told_at_once(asking, outbox, pages) -> None:
    async def story():
        outbox.is_there = False
        outbox.write(1)
        await asking.ask("/shared/0")
        pages.hold = threading.Event()
        waiting = [asyncio.create_task(asking.ask(f"/page/{at}")) for at in range(4)]
        await asyncio.sleep(0.05)
        told = [
            await asking.ask("/page/5"),
            await asking.ask("/shared/6"),
            await asking.ask("/page/7", method="POST", body=b"text"),
            await asking.ask("/small", method="PUT", body=b"vote"),
        ]
        pages.hold.set()
        await asyncio.gather(*waiting)
        return told, await asking.ask("/static/site.css")

    told, style = asking.watched(story)
    assert [(it.status, it.headers.get("retry-after")) for it in told] == [(503, "5")] * 4
    assert style.status == 200


def test_nobody_waits_as_long_as_the_database_is_silent(
    asking, outbox, pages, writing, monkeypatch
) -> None:
    monkeypatch.setattr(passing_on, "ASKED_AFTER", 0.05)

    async def story():
        pages.hold, writing.hold = threading.Event(), threading.Semaphore(0)
        outbox.hold = threading.Event()
        told = [
            await asking.ask("/page"),
            await asking.ask("/shared/1"),
            await asking.ask("/small", method="PUT", body=b"vote"),
        ]
        outbox.hold.set()
        while asking.front._watch.is_away:
            await asyncio.sleep(0.01)
        slow = asyncio.create_task(asking.ask("/page"))
        await asyncio.sleep(0.3)
        assert not slow.done(), "what is slow while the database is there is waited for"
        pages.hold.set()
        writing.hold.release()
        return told, await slow

    told, slow = asking.watched(story)
    assert [it.status for it in told] == [503, 503, 503]
    assert slow.status == 200


def test_files_come_though_every_thread_waits(asking, pages) -> None:
    async def story():
        pages.hold = threading.Event()
        waiting = [asyncio.create_task(asking.ask(f"/page/{at}")) for at in range(4)]
        await asyncio.sleep(0.05)
        file = asyncio.create_task(asking.ask("/static/site.css"))
        await asyncio.sleep(0.05)
        pages.hold.set()
        await asyncio.gather(*waiting)
        return pages.asked, await file

    asked, _ = asking.watched(story)
    assert [it["PATH_INFO"] for it in asked[:5]][-1] == "/static/site.css"


def test_what_was_made_before_the_watching_began_is_made_again(asking, outbox) -> None:
    outbox.is_there = False

    async def story():
        early = await asking.ask("/shared/1")
        outbox.is_there = True
        while not asking.front._watch.is_settled:
            await asyncio.sleep(0.01)
        return early, await asking.ask("/shared/1")

    early, later = asking.watched(story)
    assert early.body != later.body


def test_a_fact_that_nobody_understands_leaves_no_page_as_it_was(asking, outbox, caplog) -> None:
    async def story():
        early = await asking.ask("/shared/1")
        outbox.facts.append("no fact")
        return early, await asking.ask("/shared/1")

    early, later = asking.watched(story)
    assert early.body != later.body
    assert "could not be told" in caplog.text
