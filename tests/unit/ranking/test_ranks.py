"""Ranks: known values and the order that people expect."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belowline.discussion.ranking.best import wilson_lower_bound
from belowline.discussion.ranking.disputed import dispute

votes = st.integers(0, 500)


@pytest.mark.parametrize(
    ("up", "down", "bound"),
    # Values of the Wilson score interval at 95 %, worked out by hand from its definition.
    [(0, 0, 0.0), (1, 0, 0.2065493), (10, 0, 0.7224672), (50, 50, 0.4038315), (0, 5, 0.0)],
)
def test_the_bound_has_known_values(up, down, bound):
    assert wilson_lower_bound(up, down) == pytest.approx(bound, abs=1e-6)


@given(votes, votes)
def test_one_more_up_vote_never_lowers_the_bound(up, down):
    assert wilson_lower_bound(up + 1, down) >= wilson_lower_bound(up, down)


@given(votes, votes)
def test_one_more_down_vote_never_raises_the_bound(up, down):
    assert wilson_lower_bound(up, down + 1) <= wilson_lower_bound(up, down)


@given(votes, votes)
def test_the_bound_lies_below_the_share(up, down):
    assert 0 <= wilson_lower_bound(up, down) <= (up / (up + down) if up + down else 0)


def test_many_and_even_votes_are_the_most_disputed():
    assert dispute(50, 50) > dispute(5, 5) > dispute(90, 10) > dispute(100, 0) == 0
