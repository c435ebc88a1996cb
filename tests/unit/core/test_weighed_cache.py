"""What is kept stays within its bound of bytes, and is made once."""

import pytest

from belowline.core.weighed_cache import WeighedCache


def test_a_value_is_made_once_and_the_least_used_goes_first():
    made: list[int] = []
    kept: WeighedCache[bytes] = WeighedCache(100, lambda _, value: len(value))

    def get(number: int) -> bytes:
        return kept.get(number, lambda: made.append(number) or b"x" * 30)

    for number in (1, 2, 3, 1, 4):
        get(number)
    assert (made, kept.size) == ([1, 2, 3, 4], 90)
    get(1)
    assert made == [1, 2, 3, 4]
    get(2)
    assert made == [1, 2, 3, 4, 2]


def test_what_is_larger_than_all_there_is_room_for_is_not_kept():
    kept: WeighedCache[bytes] = WeighedCache(100, lambda _, value: len(value))
    assert kept.get(1, lambda: b"x" * 1000) == b"x" * 1000
    assert kept.size == 0


def test_what_is_no_longer_true_is_made_anew_in_its_place():
    kept: WeighedCache[str] = WeighedCache(100, lambda _, value: len(value))
    assert kept.get(1, lambda: "old", still=lambda value: value == "old") == "old"
    assert kept.get(1, lambda: "newer", still=lambda value: value == "newer") == "newer"
    assert kept.get(1, lambda: "none", still=lambda value: value == "newer") == "newer"
    assert kept.size == len("newer")


def test_a_fault_is_not_kept():
    kept: WeighedCache[int] = WeighedCache(100, lambda *_: 1)
    with pytest.raises(ZeroDivisionError):
        kept.get(1, lambda: 1 // 0)
    assert kept.get(1, lambda: 2) == 2
