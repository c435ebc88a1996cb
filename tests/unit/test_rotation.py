"""Which offers stand on a page."""

from collections import Counter
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from belowline.network.rotation import chosen

PAGES = 20_000
_CRITICAL = 16.27
"""The 99.9 % point of chi-square with three degrees of freedom."""


@dataclass(frozen=True)
class Thing:
    weight: int


def test_each_comes_first_as_often_as_its_weight_says() -> None:
    offers = [Thing(10), Thing(20), Thing(30), Thing(40)]
    first = Counter(chosen(offers, key=f"/page/{at}", number=1)[0] for at in range(PAGES))
    expected = {offer: PAGES * offer.weight / 100 for offer in offers}
    chi_square = sum((first[it] - expected[it]) ** 2 / expected[it] for it in offers)
    assert chi_square < _CRITICAL


def test_the_second_place_is_fair_among_those_that_are_left() -> None:
    heavy, one, other = Thing(60), Thing(30), Thing(10)
    pairs = [chosen([heavy, one, other], key=f"{at}", number=2) for at in range(PAGES)]
    behind = Counter(second for first, second in pairs if first is heavy)
    assert abs(behind[one] / sum(behind.values()) - 0.75) < 0.02


@given(st.lists(st.integers(1, 100), max_size=12), st.text(max_size=20), st.integers(0, 5))
def test_a_page_has_the_same_for_everybody_and_each_once(weights, key, number) -> None:
    offers = [Thing(weight) for weight in weights]
    found = chosen(offers, key=key, number=number)
    assert found == chosen(offers, key=key, number=number)
    assert len(found) == min(number, len(offers))
    assert len({id(offer) for offer in found}) == len(found)
