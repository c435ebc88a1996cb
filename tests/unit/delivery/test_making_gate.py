"""Pages are made so many at once, those that were read a moment ago first."""

import asyncio

from belowline.delivery.making_gate import MakingGate


def _order_of(asked: list[tuple[str, bool]], *, at_once: int = 1) -> list[str]:
    made: list[str] = []

    async def make(gate: MakingGate, name: str, *, first: bool) -> None:
        async with gate.turn(first=first):
            made.append(name)
            await asyncio.sleep(0)

    async def run() -> None:
        gate = MakingGate(at_once)
        await asyncio.gather(*(make(gate, name, first=first) for name, first in asked))

    asyncio.run(run())
    return made


def test_what_was_being_read_is_made_before_what_nobody_has_asked_for():
    asked = [("a", False), ("b", False), ("c", True), ("d", False), ("e", True)]
    assert _order_of(asked) == ["a", "c", "e", "b", "d"]


def test_no_more_are_made_at_once_than_help():
    async def run() -> int:
        gate, inside, most = MakingGate(2), 0, 0

        async def make() -> None:
            nonlocal inside, most
            async with gate.turn(first=False):
                inside += 1
                most = max(most, inside)
                await asyncio.sleep(0)
                inside -= 1

        await asyncio.gather(*(make() for _ in range(9)))
        return most

    assert asyncio.run(run()) == 2


def test_whoever_gives_up_or_fails_holds_up_nobody():
    async def run() -> list[str]:
        gate, made = MakingGate(1), []

        async def make(name: str) -> None:
            async with gate.turn(first=False):
                await asyncio.sleep(0)
                made.append(name)
                if name == "fails":
                    raise ValueError

        tasks = [asyncio.create_task(make(name)) for name in ("fails", "leaves", "stays")]
        await asyncio.sleep(0)
        tasks[1].cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        late = asyncio.create_task(make("leaves in the moment of its turn"))
        async with gate.turn(first=False):
            await asyncio.sleep(0)
        late.cancel()
        await asyncio.gather(late, return_exceptions=True)
        await asyncio.wait_for(make("late"), 5)
        return made

    assert asyncio.run(run()) == ["fails", "stays", "late"]


def test_the_first_pages_are_made_before_anybody_asks(asking, pages) -> None:
    asking.front._first = lambda: [(b"paper.example", "/shared/1"), (b"paper.example", "/shared/2")]
    asyncio.run(asking.front.begin())
    assert [it["PATH_INFO"] for it in pages.asked] == ["/shared/1", "/shared/2"]
    asking.now("/shared/1", host="paper.example")
    assert [it["PATH_INFO"] for it in pages.asked] == ["/shared/1", "/shared/2"]
