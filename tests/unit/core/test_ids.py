"""Identifiers: ordered by time, short, and back again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belowline.core.ids import decode, encode, first_id_of, id_at, moment_of, new_id

ids = st.integers(0, 2**63 - 1)


@given(ids)
def test_an_id_comes_back_from_its_text(identifier):
    assert decode(encode(identifier)) == identifier


@given(ids, ids)
def test_texts_sort_as_the_numbers(one, other):
    assert (encode(one) < encode(other)) == (one < other)


def test_ids_of_one_process_ascend():
    made = [new_id() for _ in range(5000)]
    assert made == sorted(set(made))


@given(st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_an_id_carries_its_moment(moment):
    assert abs(moment_of(id_at(moment)) - moment) < timedelta(milliseconds=2)
    assert first_id_of(moment) <= id_at(moment) < first_id_of(moment + timedelta(milliseconds=2))


@pytest.mark.parametrize("text", ["", "0" * 12, "0" * 14, "i" * 13, "O" * 13, "z" * 13, "é" * 13])
def test_what_is_not_an_id_is_refused(text):
    with pytest.raises(ValueError, match="id"):
        decode(text)
