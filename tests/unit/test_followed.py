"""Which threads a page asks to be told of."""

from urllib.parse import urlencode

from belowline.config.asgi import followed
from belowline.core.ids import encode
from belowline.delivery.routes import Routes
from belowline.web.addresses import shared_routes


def _asked(*threads: str) -> dict[int, int | None]:
    return followed("/threads/live", urlencode([("thread", each) for each in threads]).encode())


def test_threads_are_named_with_the_revision_shown() -> None:
    assert _asked(f"{encode(5)}.17", encode(6)) == {5: 17, 6: None}


def test_what_names_no_thread_is_left_out() -> None:
    damaged = [
        "",
        "x",
        "uuuuuuuuuuuuu",
        f"{encode(5)}.-1",
        f"{encode(5)}.{'9' * 40}",
        "\u0664" * 13,
    ]
    assert _asked(*damaged, encode(7)) == {7: None}
    assert _asked(*damaged) == {}


def test_no_more_than_twenty_are_followed() -> None:
    assert len(_asked(*(encode(number) for number in range(50)))) == 20


def test_nothing_else_is_a_stream() -> None:
    assert followed(f"/threads/{encode(5)}", b"thread=" + encode(5).encode()) == {}
    assert Routes(shared_routes()).asked("/threads/live", b"") is None
