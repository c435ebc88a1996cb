"""Where reads move what waits: up among its own kind, and never before what runs out."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from belowline.moderation.models import Reason
from belowline.moderation.queries.urgency import (
    FIRST,
    HEADWAY,
    NEAR,
    PROMISES,
    OpenReport,
    due_to_be_put_back,
    moved_up,
    urgency_of,
)

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
REASONS = st.sampled_from(list(PROMISES))
READS = st.integers(0, 10**9)
WAITED = st.integers(0, 30 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))


def calm(reason: str, waited: timedelta = timedelta(), weight: float = 1.0) -> datetime:
    """Where a case stands that was reported once so long ago, as if nobody had read it."""
    report = OpenReport(reason, NOON - waited, weight)
    return urgency_of(
        opened_at=NOON - waited, held_at=None, reports=[report], otherwise=timedelta(hours=4)
    ).urgent_at


def stands(reason: str, reads: int, waited: timedelta = timedelta()) -> datetime:
    at = calm(reason, waited)
    return moved_up(at, reads=reads, reason=reason, moment=NOON) or at


def test_each_tenfold_takes_a_tenth_of_the_time_that_is_left() -> None:
    day = [stands(Reason.OTHER, reads) - NOON for reads in (0, 9, 99, 999, 9_999, 10**8)]
    hours = [round(left / timedelta(hours=1), 2) for left in day]
    assert hours == [24, 21.6, 19.2, 16.8, 14.4, 12]


@given(REASONS, READS, READS, WAITED)
def test_who_is_read_more_stands_no_later(reason, some, more, waited) -> None:
    fewer, most = sorted((some, more))
    assert stands(reason, most, waited) <= stands(reason, fewer, waited) <= calm(reason, waited)


@given(REASONS, REASONS, READS)
def test_nothing_is_moved_before_what_is_graver_and_as_old(one, other, reads) -> None:
    if PROMISES[Reason(one)] < PROMISES[Reason(other)]:
        assert stands(other, reads) >= calm(one)


@given(REASONS, READS, WAITED, REASONS, WAITED)
def test_no_promise_that_runs_out_is_overtaken(moved, reads, waited, other, longer) -> None:
    runs_out = calm(other, longer)
    if other in FIRST or moved in FIRST:
        return
    if runs_out < NOON + HEADWAY and runs_out < calm(moved, waited):
        assert stands(moved, reads, waited) > runs_out


@given(REASONS, READS, WAITED)
def test_a_threat_stays_before_everything(reason, reads, waited) -> None:
    if reason not in FIRST:
        assert stands(Reason.THREAT, 0) < stands(reason, reads, waited)


@given(REASONS, READS, WAITED, st.integers(0, 60 * 24))
def test_what_was_moved_up_is_put_back_before_it_is_in_the_way(reason, reads, waited, later):
    at = stands(reason, reads, waited)
    moment = NOON + timedelta(minutes=later)
    ahead = timedelta(days=365) if reason in FIRST else timedelta()
    if calm(reason, waited) != at and at + ahead < moment + NEAR:
        ranges = due_to_be_put_back(moment)
        assert any(first < at < last for first, last in ranges)
        again = moved_up(calm(reason, waited), reads=reads, reason=reason, moment=moment)
        assert again is None or again + ahead >= moment + HEADWAY
