"""How much interest a discussion finds."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import isclose, log2

from hypothesis import given
from hypothesis import strategies as st

from belowline.discussion.ranking.interest import DISCUSSED, TRENDING, Participant, interest

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
HOURS = st.floats(-100, 0, allow_nan=False)


def known(hours: float) -> Participant:
    return Participant(NOON + timedelta(hours=hours), is_established=True)


def new(hours: float) -> Participant:
    return Participant(NOON + timedelta(hours=hours), is_established=False)


def test_a_person_counts_half_after_a_half_life() -> None:
    one = interest([known(0)], TRENDING)
    assert isclose(one - interest([known(-6)], TRENDING), 1.0, abs_tol=1e-9)
    assert isclose(interest([known(0), known(0)], TRENDING) - one, 1.0, abs_tol=1e-9)
    assert isclose(interest([known(0), known(-6)], TRENDING) - one, log2(1.5), abs_tol=1e-6)


@given(st.lists(HOURS, min_size=1, max_size=20), st.lists(HOURS, max_size=60))
def test_newcomers_add_nothing_to_what_others_discuss(established, newcomers) -> None:
    people = [known(hours) for hours in established]
    burst = [new(hours) for hours in newcomers]
    for half_life in (TRENDING, DISCUSSED):
        assert interest([*people, *burst], half_life) == interest(people, half_life)


@given(HOURS, st.lists(HOURS, min_size=1, max_size=60))
def test_newcomers_alone_stand_below_everybody_else(hours, newcomers) -> None:
    burst = interest([new(each) for each in newcomers], TRENDING)
    assert burst < interest([known(hours)], TRENDING)
    assert burst == interest([new(max(newcomers))], TRENDING)


@given(st.lists(st.lists(HOURS, min_size=1, max_size=5), min_size=2, max_size=6))
def test_the_order_is_that_of_the_sum_of_what_has_faded(threads) -> None:
    def faded(hours_of_people) -> float:
        return sum(2 ** (hours / 6) for hours in hours_of_people)

    by_score = sorted(threads, key=lambda it: interest([known(h) for h in it], TRENDING))
    for lower, higher in pairwise(by_score):
        assert faded(lower) <= faded(higher) * (1 + 1e-6)
