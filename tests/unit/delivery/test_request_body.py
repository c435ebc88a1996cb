"""Bodies of requests: whole or not at all, in time, and nobody takes every place."""

import asyncio

import pytest

from belowline.delivery import places, request_body
from belowline.delivery.reasons import Reason, TurnedAwayError
from belowline.delivery.request_body import RequestBodies

_PART = 40_000


@pytest.fixture
def bodies():
    async def person_of(scope):
        return dict(scope["headers"]).get(b"person", b"").decode()

    return RequestBodies(
        largest=200_000,
        larger={"/photograph": 400_000},
        person_of=person_of,
        network_of=lambda scope: scope["client"][0],
    )


@pytest.fixture
def hurried(monkeypatch):
    monkeypatch.setattr(request_body, "GRACE", 0.05)
    monkeypatch.setattr(request_body, "LONGEST", 0.2)
    monkeypatch.setattr(places, "PATIENCE", 0.05)


def _scope(path="/elsewhere", network="192.0.2.1", **headers):
    told = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {"path": path, "headers": told, "client": (network, 1)}


def _coming(*messages):
    """What comes, and nothing after it."""
    left = list(messages)

    async def receive():
        if left:
            return left.pop(0)
        await asyncio.sleep(60)
        raise AssertionError("nobody waits so long")

    return receive


def _part(length: int, *, more: bool = True):
    return {"type": "http.request", "body": bytes(length), "more_body": more}


_GONE = {"type": "http.disconnect"}


def _reason(bodies, scope, *messages) -> Reason:
    with pytest.raises(TurnedAwayError) as told:
        asyncio.run(bodies.read(scope, _coming(*messages)))
    return told.value.reason


def test_a_body_in_parts_is_read_whole(bodies) -> None:
    parts = [_part(_PART), _part(_PART), _part(7, more=False)]
    assert len(asyncio.run(bodies.read(_scope(), _coming(*parts)))) == 2 * _PART + 7


@pytest.mark.parametrize("come", [[], [_part(10)], [_part(_PART)] * 3])
def test_a_body_whose_sender_has_gone_is_cut_off(bodies, come) -> None:
    assert _reason(bodies, _scope(), *come, _GONE) is Reason.CUT_OFF


def test_a_body_that_is_shorter_than_it_says_is_cut_off(bodies) -> None:
    scope = _scope(content_length="100")
    assert _reason(bodies, scope, _part(99, more=False)) is Reason.CUT_OFF


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize("come", [[], [_part(10)], [_part(_PART)] * 3])
def test_a_body_that_comes_too_slowly_is_let_go(bodies, come) -> None:
    assert _reason(bodies, _scope(), *come) is Reason.TOO_SLOW


@pytest.mark.usefixtures("hurried")
def test_a_trickle_does_not_begin_its_time_anew(bodies) -> None:
    async def trickle():
        await asyncio.sleep(0.01)
        return _part(1)

    with pytest.raises(TurnedAwayError):
        asyncio.run(bodies.read(_scope(), trickle))


def test_of_what_is_too_large_a_byte_too_much_is_read(bodies) -> None:
    for path, bound in (("/elsewhere", 200_000), ("/photograph", 400_000)):
        scope = _scope(path, person="1")
        read = asyncio.run(bodies.read(scope, _coming(_part(900_000, more=False))))
        assert len(read) == bound + 1


def test_nothing_is_read_of_a_photograph_that_nobody_sends(bodies) -> None:
    assert asyncio.run(bodies.read(_scope("/photograph"), _coming(_part(_PART * 2)))) == b""


@pytest.mark.usefixtures("hurried")
def test_whoever_holds_all_of_their_places_stops_nobody_else(bodies, monkeypatch) -> None:
    monkeypatch.setattr(request_body, "GRACE", 30)
    monkeypatch.setattr(request_body, "LONGEST", 30)
    whole = [_part(_PART * 2), _part(1, more=False)]

    async def idle_ones_then(path, one, other):
        idle = [
            asyncio.create_task(bodies.read(_scope(path, **one), _coming(_part(_PART * 2))))
            for _ in range(40)
        ]
        await asyncio.sleep(0.2)
        read = await bodies.read(_scope(path, **other), _coming(*whole))
        for task in idle:
            task.cancel()
        ended = await asyncio.gather(*idle, return_exceptions=True)
        return len(read), sum(isinstance(it, TurnedAwayError) for it in ended)

    for path, one, other, held in (
        ("/elsewhere", {"network": "192.0.2.1"}, {"network": "192.0.2.2"}, 8),
        ("/photograph", {"person": "1"}, {"person": "2"}, 2),
    ):
        assert asyncio.run(idle_ones_then(path, one, other)) == (2 * _PART + 1, 40 - held)


def test_the_front_carries_out_nothing_of_what_is_cut_off(asking, pages, writing) -> None:
    async def cut_off(method, path):
        sent = []

        async def send(message):
            sent.append(message)

        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": b"",
            "client": ("192.0.2.1", 1),
            "headers": [(b"content-length", b"100")],
        }
        await asking.front(scope, _coming(_part(10), _GONE), send)
        return sent[1]["body"]

    for method, path in (("POST", "/any"), ("PUT", "/small"), ("POST", "/photograph")):
        assert asyncio.run(cut_off(method, path)) == b"cut-off"
    assert (pages.asked, writing.batches) == ([], [])
