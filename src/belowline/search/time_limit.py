"""No question that a reader can ask holds the database for longer than this."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from django.db import OperationalError, connection, transaction

_LONGEST = 0.12
"""Seconds that are spent on one page; then it says where it got to. A portion that was begun is
finished, and the page has to be made."""
_STEPS = 20_000
"""Instructions of SQLite's machine between two looks at the clock, about a millisecond."""


class TooLong(Exception):  # noqa: N818 - an outcome, not a fault
    """The database was at it for longer."""


def end_of_search(seconds: float | None = None) -> float:
    """When a search that begins now has to be at its end, by the monotonic clock: after so many
    seconds, or as many as readers' searches have.
    """
    return monotonic() + (_LONGEST if seconds is None else seconds)


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """What is asked of the database within takes so long at the most. Raises TooLong."""
    within = _postgresql if connection.vendor == "postgresql" else _sqlite
    try:
        with within(seconds):
            yield
    except OperationalError as fault:
        told = str(fault)
        if "interrupted" in told or "statement timeout" in told:
            raise TooLong from fault
        raise


@contextmanager
def _sqlite(seconds: float) -> Iterator[None]:
    connection.ensure_connection()
    until = monotonic() + seconds
    raw = connection.connection
    raw.set_progress_handler(lambda: monotonic() > until, _STEPS)
    try:
        yield
    finally:
        raw.set_progress_handler(None, 0)


@contextmanager
def _postgresql(seconds: float) -> Iterator[None]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('statement_timeout', %s, true)", [str(int(seconds * 1000))]
        )
        yield
