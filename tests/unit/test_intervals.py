"""A share's interval is the one of the paper, and holds what it promises."""

from math import comb

import pytest

from belowline.surveys.queries.intervals import _beta_up_to, credible_interval


@pytest.mark.parametrize(
    ("number", "of", "low", "high"),
    [
        # Brown, Cai and DasGupta (2001), table 5: Jeffreys' intervals at 95 per cent.
        (0, 10, 0, 0.217),
        (1, 10, 0.011, 0.381),
        (2, 10, 0.044, 0.503),
        (5, 10, 0.224, 0.776),
        (0, 30, 0, 0.080),
        (5, 30, 0.067, 0.327),
        (15, 30, 0.328, 0.672),
    ],
)
def test_the_papers_table_comes_out(number, of, low, high) -> None:
    found = credible_interval(number, of)
    assert found == pytest.approx((100 * low, 100 * high), abs=0.11)


@pytest.mark.parametrize(("a", "b"), [(1, 1), (2, 5), (7, 3), (40, 60)])
@pytest.mark.parametrize("x", [0.01, 0.2, 0.5, 0.77, 0.99])
def test_the_distribution_is_a_sum_of_binomials_for_whole_numbers(a, b, x) -> None:
    n = a + b - 1
    said = sum(comb(n, k) * x**k * (1 - x) ** (n - k) for k in range(a, n + 1))
    assert _beta_up_to(x, a, b) == pytest.approx(said, abs=1e-12)


def test_more_people_say_more_and_nobody_and_everybody_are_the_ends() -> None:
    narrow, wide = credible_interval(420, 1000), credible_interval(42, 100)
    assert narrow[1] - narrow[0] < wide[1] - wide[0]
    assert credible_interval(0, 7)[0] == 0
    assert credible_interval(7, 7)[1] == 100
    assert credible_interval(50_000, 100_000) == pytest.approx((49.69, 50.31), abs=0.01)
