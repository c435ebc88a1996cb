"""Dates and times as wire formats write them."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_DAY = re.compile(r"\d{4}-?\d{2}-?\d{2}")


def moment(text: str) -> datetime | None:
    """The instant, to tell versions apart; in UTC where no zone is given, None if unreadable."""
    found = _read(text)
    if found is None:
        return None
    try:
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def exact_moment(text: str) -> datetime | None:
    """The instant, for rights: None unless date, time and zone are all given."""
    found = _read(text)
    if found is None or found.tzinfo is None or _DAY.fullmatch(text.strip()):
        return None
    return moment(text)


def _read(text: str) -> datetime | None:
    text = text.strip()
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None
