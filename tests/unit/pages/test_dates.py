"""Moments in words are what Django writes whole, in every language that a publication may have."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf.global_settings import LANGUAGES
from django.utils.formats import date_format
from django.utils.translation import override

from belowline.pages.dates import time_markup

_MOMENTS = [
    datetime(2014, 3, 5, 0, 4, tzinfo=UTC) + timedelta(days=37, hours=7) * n for n in range(9)
]


@pytest.mark.parametrize("language", [code for code, _ in LANGUAGES])
def test_a_moment_is_written_as_its_language_does_it(language: str) -> None:
    with override(language):
        for moment in _MOMENTS:
            local = moment.astimezone(ZoneInfo("Asia/Tokyo"))
            words = f">{date_format(local, 'DATETIME_FORMAT')} JST<"
            assert words in time_markup(moment, "Asia/Tokyo", language)


def test_the_machine_is_told_the_moment_in_utc() -> None:
    moment = datetime(2024, 7, 1, 1, 30, 59, tzinfo=ZoneInfo("Europe/Berlin"))
    with override("en"):
        assert time_markup(moment, "Europe/Berlin", "en") == (
            '<time datetime="2024-06-30T23:30Z">1 July 2024, 01:30 CEST</time>'
        )
