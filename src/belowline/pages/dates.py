"""Dates and times in the publication's zone and the page's language."""

import re
from datetime import UTC, date, datetime, time
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from django.utils import dateformat
from django.utils.formats import date_format, get_format
from django.utils.safestring import SafeString

from belowline.core.languages import spoken
from belowline.newsroom.queries.publications import PublicationView

_NEITHER = re.compile(r"(?<!\\)[ceIOrsTuUZ]")
"""What says something of both the day and the minute, or of neither."""
_RUNS = re.compile(r"(?P<day>(?:\\.|[^\\aAfgGhHiP])+)|(?:[aAfgGhHiP](?:\\.|[^\\A-Za-z])*)+")


def time_element(moment: datetime, publication: PublicationView) -> SafeString:
    """The moment as a `time` element, in the publication's zone and the page's language."""
    return SafeString(time_markup(moment, publication.time_zone, spoken()))


def time_markup(moment: datetime, zone: str, language: str) -> str:
    """The same for a page whose language is known to be this one."""
    local = moment.astimezone(ZoneInfo(zone))
    machine = moment.astimezone(UTC).isoformat(timespec="minutes")[:16]
    return f'<time datetime="{machine}Z">{_in_words(local, language)} {local.tzname()}</time>'


def day(moment: datetime, publication: PublicationView) -> str:
    """The day of the moment in the publication's zone and the page's language."""
    return date_format(moment.astimezone(publication.zone), "DATE_FORMAT")


def month(moment: datetime, publication: PublicationView) -> str:
    """The month of the moment in the publication's zone and language."""
    return date_format(moment.astimezone(publication.zone), "YEAR_MONTH_FORMAT")


def day_in_words(day: date) -> str:
    """The day in the page's language."""
    return date_format(day, "DATE_FORMAT")


def month_in_words(day: date) -> str:
    """The month of the day, with its year, in the page's language."""
    return date_format(day, "YEAR_MONTH_FORMAT")


def month_name(day: date) -> str:
    """The month of the day, without its year, in the page's language."""
    return dateformat.format(day, "F")


def _in_words(local: datetime, language: str) -> str:
    runs = _runs(language)
    if not runs:
        return date_format(local, "DATETIME_FORMAT")
    day, minute = local.date(), time(local.hour, local.minute)
    return "".join(
        _of_day(day, run, language) if is_of_day else _of_minute(minute, run, language)
        for run, is_of_day in runs
    )


@cache
def _runs(language: str) -> tuple[tuple[str, bool], ...]:
    """The language's format in parts of which each says something of the day or of the minute
    only, and whether it is of the day; empty where it has no such parts.
    """
    whole = get_format("DATETIME_FORMAT", language)
    if _NEITHER.search(whole):
        return ()
    return tuple((run[0], run["day"] is not None) for run in _RUNS.finditer(whole))


# The days and minutes of comments come back, their moments do not.
@lru_cache(maxsize=2048)
def _of_day(day: date, run: str, language: str) -> str:
    del language  # only told apart here; the format speaks it
    return dateformat.format(day, run)


@lru_cache(maxsize=2048)
def _of_minute(minute: time, run: str, language: str) -> str:
    del language
    return dateformat.time_format(minute, run)
