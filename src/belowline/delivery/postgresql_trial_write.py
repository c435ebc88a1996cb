"""Tries whether a PostgreSQL database can be written."""

from contextlib import closing
from typing import TYPE_CHECKING

from belowline.delivery.postgresql_connection import connect, cut

if TYPE_CHECKING:
    import psycopg

_UNCHANGED = (
    b"UPDATE django_migrations SET app = app WHERE id = (SELECT min(id) FROM django_migrations)"
)
"""A row that is there in every installation, and that nobody locks."""


class PostgreSQLTrialWrite:
    """Each trial has a connection of its own, since the one before may be what was at fault."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._connection: psycopg.Connection | None = None

    def look(self) -> None:
        """Sees nothing: another's disk cannot be looked at from here."""

    def write(self) -> None:
        """Writes a row anew as it is. Raises psycopg.Error, also where all is read only."""
        with closing(connect(self._address)) as self._connection:
            self._connection.execute(_UNCHANGED)

    def break_off(self) -> None:
        """Cuts the connection."""
        cut(self._connection)
