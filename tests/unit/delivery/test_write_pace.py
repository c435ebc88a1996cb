"""A write waits for the next where writes come one soon after another, and nowhere else."""

import pytest

from belowline.delivery.write_pace import (
    FIRST_REST,
    LONGEST,
    LOOKED_AT,
    MOST_REST,
    WritePace,
)


def with_writes_every(seconds: float, *, number: int = LOOKED_AT) -> WritePace:
    pace = WritePace()
    for at in range(number):
        pace.came(at * seconds)
    return pace


@pytest.mark.parametrize(("every", "waits"), [(0.001, True), (0.09, True), (0.11, False)])
def test_it_waits_where_the_next_is_expected_in_time(every, waits):
    assert with_writes_every(every).is_worth_waiting() is waits


def test_it_does_not_wait_before_it_is_known_how_they_come():
    assert not with_writes_every(0.001, number=LOOKED_AT - 1).is_worth_waiting()


def test_it_does_not_wait_after_a_rest():
    pace = with_writes_every(0.05)
    pace.came(100.0)

    assert not pace.is_worth_waiting()


def test_it_has_waited_since_it_came():
    pace = with_writes_every(0.05)
    came = 0.05 * (LOOKED_AT - 1)

    assert pace.left(came + 0.03) == pytest.approx(LONGEST - 0.03)


def test_after_waiting_in_vain_some_do_not_wait():
    pace = with_writes_every(0.01)
    pace.waited(in_vain=True)

    assert [pace.is_worth_waiting() for _ in range(FIRST_REST + 1)] == [False] * FIRST_REST + [True]


def test_the_oftener_in_vain_the_longer_the_rest_up_to_a_bound():
    pace = with_writes_every(0.01)

    assert [rest_after(pace, in_vain=True) for _ in range(5)] == [4, 16, 64, 256, MOST_REST]


def test_once_somebody_came_it_begins_anew():
    pace = with_writes_every(0.01)
    for _ in range(3):
        rest_after(pace, in_vain=True)

    assert rest_after(pace, in_vain=False) == 0
    assert rest_after(pace, in_vain=True) == FIRST_REST


def rest_after(pace: WritePace, *, in_vain: bool) -> int:
    pace.waited(in_vain=in_vain)
    rests = 0
    while not pace.is_worth_waiting():
        rests += 1
    return rests


def test_whoever_sends_one_after_the_other_hardly_ever_waits():
    pace = WritePace()
    moment, waits = 0.0, 0
    for _ in range(1_000):
        pace.came(moment)
        if pace.is_worth_waiting():
            waits += 1
            moment += LONGEST
            pace.waited(in_vain=True)
        moment += 0.005

    assert waits < 10
