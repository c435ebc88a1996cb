"""A frame is drawn again where it was made of something else, and only there."""

import pytest

from belowline.pages.frames import Frames, filled, place


@pytest.fixture
def drawn() -> list[str]:
    return []


def _page(frames: Frames, drawn: list[str], made_of: str, number: str) -> str:
    def draw() -> str:
        drawn.append(made_of)
        return f"<p>{made_of}: {place('number')} of {place('number')}</p>"

    return frames.fill("page", (made_of,), draw, {"number": number.encode()}).decode()


def test_what_changes_is_put_in_its_places(drawn) -> None:
    frames = Frames(1_000_000)
    pages = [_page(frames, drawn, "comments", str(number)) for number in range(4)]
    assert pages == [f"<p>comments: {number} of {number}</p>" for number in range(4)]
    assert drawn == ["comments", "comments"], "kept from the second time on"


def test_what_was_made_of_something_else_is_drawn_again(drawn) -> None:
    frames = Frames(1_000_000)
    for _ in range(3):
        _page(frames, drawn, "before", "1")
    assert _page(frames, drawn, "after", "1") == "<p>after: 1 of 1</p>"
    assert _page(frames, drawn, "before", "2") == "<p>before: 2 of 2</p>"


def test_a_place_without_a_value_is_an_error(drawn) -> None:
    with pytest.raises(KeyError):
        Frames(1_000_000).fill("page", (), lambda: place("missing"), {"number": b"1"})


def test_no_more_is_kept_than_fits(drawn) -> None:
    frames = Frames(0)
    for _ in range(4):
        _page(frames, drawn, "comments", "1")
    assert len(drawn) == 4


def test_a_page_that_is_not_kept_is_filled_in_the_same_way() -> None:
    assert filled(f"{place('one')}, é and {place('two')}", {"one": b"1", "two": b"2"}) == (
        "1, é and 2".encode()
    )
    assert filled("no places", {}) == b"no places"
