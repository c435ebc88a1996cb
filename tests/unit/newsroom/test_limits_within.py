"""Whether one licence is within another."""

from hypothesis import given
from hypothesis import strategies as st

from belowline.newsroom.queries.licence_limits import NO_LIMITS, LicenceLimits

COUNTRIES = ["", "GB", "JP", "FR", "DE"]
WAYS = ["page", "feed", "mail"]
SOME = st.frozensets(st.sampled_from(COUNTRIES[1:]), max_size=3)
LIMITS = st.builds(
    LicenceLimits, only_in=SOME, not_in=SOME, without=st.frozensets(st.sampled_from(WAYS))
)


@given(LIMITS, LIMITS)
def test_what_is_within_allows_nothing_that_the_other_does_not(inner, outer) -> None:
    if inner.are_within(outer):
        assert all(outer.cover(it) for it in COUNTRIES if inner.cover(it))
        assert all(outer.allow(it) for it in WAYS if inner.allow(it))


@given(LIMITS)
def test_everything_is_within_no_limits(limits) -> None:
    assert limits.are_within(NO_LIMITS)
    assert NO_LIMITS.are_within(limits) == (not limits.are_territorial and not limits.without)


def test_fewer_countries_are_within_more_and_not_the_other_way() -> None:
    one = LicenceLimits(only_in=frozenset({"JP"}))
    two = LicenceLimits(only_in=frozenset({"JP", "GB"}))
    but_one = LicenceLimits(not_in=frozenset({"FR"}))
    assert one.are_within(two)
    assert not two.are_within(one)
    assert one.are_within(but_one)
    assert not but_one.are_within(one)
