"""Streams: everything once, nothing twice, nobody held up."""

import asyncio
import threading

import pytest

from belowline.delivery import live, live_stream, thread_log


class Reader:
    """Somebody whose browser holds a stream open; `pause` is a connection that takes nothing."""

    def __init__(self, asking, *, query: str = "1=", **headers: str) -> None:
        self.text = ""
        self.status = 0
        self.ended = False
        self.pause = asyncio.Event()
        self.pause.set()
        self._gone = asyncio.Event()
        named = [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()]
        scope = {
            "type": "http",
            "method": "GET",
            "path": "/live",
            "query_string": query.encode(),
            "headers": [(b"host", b"news.example"), *named],
        }
        self.task = asyncio.create_task(asking.front(scope, self._receive, self._send))

    async def leave(self) -> None:
        self._gone.set()
        await self.task

    async def _receive(self):
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message) -> None:
        await self.pause.wait()
        if message["type"] == "http.response.start":
            self.status = message["status"]
            return
        self.text += message["body"].decode()
        self.ended = not message.get("more_body", False)

    def ids(self) -> list[int]:
        lines = self.text.splitlines()
        return [int(line.removeprefix("id: ")) for line in lines if line.startswith("id: ")]


async def _settle() -> None:
    for _ in range(5):
        await asyncio.sleep(live.WATCH_EVERY / 2)


def _with_watch(asking, story):
    async def told():
        watching = asyncio.create_task(asking.front.watch())
        try:
            return await story()
        finally:
            watching.cancel()

    return asyncio.run(told())


def test_a_reader_is_told_what_happens_in_the_thread_and_nothing_else(asking, outbox) -> None:
    async def story():
        reader = Reader(asking)
        await _settle()
        outbox.write(1)
        outbox.write(2)
        outbox.write(1)
        await _settle()
        await reader.leave()
        return reader

    reader = _with_watch(asking, story)
    assert reader.ids() == [1, 3]
    retry = reader.text.split("\n\n")[0].removeprefix("retry: ")
    assert live.RECONNECT_AFTER[0] <= int(retry) <= live.RECONNECT_AFTER[1]
    assert "event: CommentPosted\ndata: 1\n\n" in reader.text


def test_who_comes_back_gets_exactly_what_was_missed(asking, outbox) -> None:
    async def story():
        for _ in range(4):
            outbox.write(1)
        reader = Reader(asking, last_event_id="2")
        await _settle()
        outbox.write(1)
        await _settle()
        await reader.leave()
        return reader

    assert _with_watch(asking, story).ids() == [3, 4, 5]


def test_the_first_who_listens_does_not_wait_for_the_next_idle_look(
    asking, outbox, monkeypatch
) -> None:
    monkeypatch.setattr(live, "IDLE_WATCH_EVERY", 60.0)

    async def story():
        await _settle()
        reader = Reader(asking)
        await _settle()
        outbox.write(1)
        await _settle()
        await reader.leave()
        return reader

    assert _with_watch(asking, story).ids() == [1]


def test_who_opens_an_older_page_gets_what_it_lacks(asking, outbox) -> None:
    async def story():
        for revision in range(1, 5):
            outbox.write(1, revision=revision)
        reader = Reader(asking, query="1=3")
        await _settle()
        await reader.leave()
        return reader

    assert _with_watch(asking, story).ids() == [4]


def test_who_missed_too_much_is_told_to_load_the_page(asking, outbox, monkeypatch) -> None:
    monkeypatch.setattr(live, "MISSED_MOST", 3)
    monkeypatch.setattr(thread_log, "MISSED_MOST", 3)

    async def story():
        for _ in range(9):
            outbox.write(1)
        reader = Reader(asking, last_event_id="1")
        await _settle()
        await reader.leave()
        return reader

    reader = _with_watch(asking, story)
    assert "event: reload" in reader.text
    assert reader.ids() == []


def test_who_missed_what_is_no_longer_kept_is_told_to_load_the_page(asking, outbox) -> None:
    async def story():
        for revision in (7, 8):
            outbox.write(1, revision=revision)
        outbox.forgotten_to = 1
        returning = Reader(asking, last_event_id="0")
        older, newer = Reader(asking, query="1=5"), Reader(asking, query="1=6")
        await _settle()
        for reader in (returning, older, newer):
            await reader.leave()
        return returning, older, newer

    returning, older, newer = _with_watch(asking, story)
    assert "event: reload" in returning.text
    assert "event: reload" in older.text, "the facts between its page and the first that is kept"
    assert newer.ids() == [1, 2]


def test_a_slow_reader_is_dropped_and_holds_up_nobody(asking, outbox, monkeypatch) -> None:
    monkeypatch.setattr(live_stream, "BEHIND_MOST", 5)

    async def story():
        slow, quick = Reader(asking), Reader(asking)
        await _settle()
        slow.pause.clear()
        for _ in range(30):
            outbox.write(1)
            await asyncio.sleep(live.WATCH_EVERY * 1.5)
        assert quick.ids() == list(range(1, 31))
        slow.pause.set()
        await asyncio.wait_for(slow.task, 5)
        back = Reader(asking, last_event_id=str(slow.ids()[-1]))
        await _settle()
        both = slow.ids() + back.ids()
        await asyncio.gather(quick.leave(), back.leave())
        return slow, both

    slow, both = _with_watch(asking, story)
    assert slow.ended
    assert both == list(range(1, 31))


def test_a_silent_stream_beats(asking, monkeypatch) -> None:
    monkeypatch.setattr("belowline.delivery.page_server.HEARTBEAT_EVERY", 0.1)

    async def story():
        reader = Reader(asking)
        await asyncio.sleep(0.4)
        await reader.leave()
        return reader

    assert _with_watch(asking, story).text.count(":\n\n") >= 2


def test_readers_beyond_the_bound_are_asked_to_come_later(asking) -> None:
    async def story():
        readers = [Reader(asking) for _ in range(4)]
        await _settle()
        statuses = sorted(reader.status for reader in readers)
        await readers[0].leave()
        again = Reader(asking)
        await _settle()
        for reader in (*readers[1:], again):
            await reader.leave()
        return statuses, again.status

    assert _with_watch(asking, story) == ([200, 200, 200, 503], 200)


def test_when_the_server_stops_streams_end(asking) -> None:
    async def story():
        readers = [Reader(asking) for _ in range(2)]
        await _settle()
        asking.front.stop()
        await asyncio.wait_for(asyncio.gather(*(reader.task for reader in readers)), 5)
        return [reader.ended for reader in readers]

    assert _with_watch(asking, story) == [True, True]


@pytest.mark.parametrize("last", ["", "x", "-1", "9" * 40])
def test_a_damaged_last_event_id_is_as_none(asking, outbox, last) -> None:
    async def story():
        outbox.write(1)
        reader = Reader(asking, last_event_id=last)
        await _settle()
        await reader.leave()
        return reader

    assert _with_watch(asking, story).status == 200


def test_one_stream_tells_of_every_thread_that_the_page_shows(asking, outbox) -> None:
    for thread_id, revision in ((1, 1), (2, 1), (3, 1), (2, 2), (1, 2)):
        outbox.write(thread_id, revision)

    async def story():
        reader = Reader(asking, query="1=1&2=&3=0")
        await _settle()
        outbox.write(2, 3)
        outbox.write(4, 1)
        outbox.write(3, 2)
        await _settle()
        assert asking.front._live.readers == 1
        await reader.leave()
        assert asking.front._live.readers == 0
        return reader

    reader = _with_watch(asking, story)
    assert reader.ids() == [3, 5, 6, 8]


def test_who_comes_back_gets_what_was_missed_in_every_thread(asking, outbox) -> None:
    for thread_id, revision in ((1, 1), (2, 1), (1, 2), (3, 1), (2, 2)):
        outbox.write(thread_id, revision)

    async def story():
        reader = Reader(asking, query="1=1&2=", last_event_id="2")
        await _settle()
        await reader.leave()
        return reader

    assert _with_watch(asking, story).ids() == [3, 5]


def test_a_server_that_stops_opens_no_stream_any_more(asking) -> None:
    async def story():
        asking.front.stop()
        late = Reader(asking)
        await asyncio.wait_for(late.task, 5)
        return late

    late = asyncio.run(story())
    assert late.status == 503
    assert late.ended


def test_who_comes_back_costs_the_database_nothing_more(asking, outbox) -> None:
    async def story():
        for _ in range(4):
            outbox.write(1)
        first = Reader(asking, last_event_id="2")
        await _settle()
        asked = outbox.asked
        await first.leave()
        for _ in range(3):
            outbox.write(1)
            await asking.ask("/page")
        looks = outbox.asked
        back = [Reader(asking, last_event_id=str(number)) for number in (3, 5)]
        await _settle()
        assert outbox.asked == looks > asked
        await asyncio.gather(*(reader.leave() for reader in back))
        return back

    three, five = _with_watch(asking, story)
    assert three.ids() == [4, 5, 6, 7]
    assert five.ids() == [6, 7]


def test_those_who_ask_the_same_at_once_are_one_question(asking, outbox) -> None:
    async def story():
        for _ in range(4):
            outbox.write(1)
        await asking.ask("/page")
        asked = outbox.asked
        back = [Reader(asking, last_event_id="2") for _ in range(3)]
        await _settle()
        assert outbox.asked == asked + 1
        await asyncio.gather(*(reader.leave() for reader in back))
        return back

    assert [reader.ids() for reader in _with_watch(asking, story)] == [[3, 4]] * 3


def test_what_happens_while_the_past_is_read_is_told_once(asking, outbox) -> None:
    async def story():
        outbox.write(1)
        outbox.hold = threading.Event()
        reader = Reader(asking, query="1=0")
        await asyncio.sleep(0.02)
        outbox.write(1)
        outbox.write(1)
        outbox.hold.set()
        await _settle()
        await reader.leave()
        return reader

    assert _with_watch(asking, story).ids() == [1, 2, 3]


def test_what_is_told_while_the_past_is_read_is_told_once(asking, outbox, monkeypatch) -> None:
    outbox.is_at_hand = True
    read, goes_on = outbox.of_thread, threading.Event()

    def slowly(thread_id: int, limit: int):
        found = read(thread_id, limit)
        goes_on.wait(timeout=5)
        return found

    monkeypatch.setattr(outbox, "of_thread", slowly)

    async def story():
        outbox.write(1)
        await asking.ask("/page")
        reader = Reader(asking, query="1=0")
        await asyncio.sleep(0.05)
        outbox.write(1)
        outbox.write(1)
        await asking.ask("/page")
        goes_on.set()
        await _settle()
        outbox.write(1)
        await _settle()
        await reader.leave()
        return reader

    assert _with_watch(asking, story).ids() == [1, 2, 3, 4]


def test_threads_that_nobody_asks_for_are_let_go(asking, outbox, monkeypatch) -> None:
    monkeypatch.setattr(thread_log, "KEPT_MOST", 4)

    async def story():
        for thread_id in (1, 2, 3):
            for _ in range(2):
                outbox.write(thread_id)
        for thread_id in (1, 2, 3):
            reader = Reader(asking, query=f"{thread_id}=0")
            await _settle()
            await reader.leave()
        logs = asking.front._live._logs
        return [thread_id in logs for thread_id in (1, 2, 3)], logs._size

    assert _with_watch(asking, story) == ([False, True, True], 4)


def test_without_its_database_nobody_is_told_that_nothing_was_missed(
    asking, outbox, monkeypatch
) -> None:
    monkeypatch.setattr(thread_log, "READ_WITHIN", 0.05)

    async def story():
        outbox.write(1)
        await _settle()
        outbox.is_there = False
        gone = Reader(asking, query="1=0")
        await asyncio.wait_for(gone.task, 5)
        outbox.is_there, outbox.hold = True, threading.Event()
        silent = Reader(asking, query="1=0")
        await asyncio.wait_for(silent.task, 5)
        outbox.hold.set()
        return gone.status, silent.status

    assert _with_watch(asking, story) == (503, 503)


def test_clients_come_back_each_after_its_own_time(asking) -> None:
    async def story():
        readers = [Reader(asking) for _ in range(3)]
        await _settle()
        await asyncio.gather(*(reader.leave() for reader in readers))
        return [reader.text.split("\n")[0] for reader in readers]

    assert len(set(_with_watch(asking, story))) > 1


def test_a_crowd_is_told_in_turns_between_which_others_are_answered(
    asking, outbox, monkeypatch
) -> None:
    monkeypatch.setattr(live, "AT_ONCE", 1)

    async def story():
        readers = [Reader(asking) for _ in range(3)]
        await _settle()
        outbox.write(1)
        asking.front._live.publish(outbox.facts)
        turns: list[int] = []
        while len(turns) < 3:
            await asyncio.sleep(0)
            turns.append(sum(1 for reader in readers if reader.ids()))
            turns = turns if turns[-1] else []
        await asyncio.gather(*(reader.leave() for reader in readers))
        return turns

    assert _with_watch(asking, story) == [1, 2, 3]
