"""Carries out prepared SQL.

Django's cursor looks at each statement anew, for placeholders, wrappers and its log: on SQLite that
takes twice as long as a small query. Where nobody watches, the driver is asked at once.
"""

import sqlite3
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

_Row = tuple[Any, ...]


def fetch(connection: BaseDatabaseWrapper, sql: str, values: Sequence[Any]) -> list[_Row]:
    """The rows of a query, as the driver gives them. Raises DatabaseError."""
    if not _is_plain(connection):
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            watched: list[_Row] = cursor.fetchall()
        return watched
    try:
        rows: list[_Row] = _driver(connection).execute(_with_marks(sql), values).fetchall()
    except sqlite3.Error:
        with connection.wrap_database_errors:  # entered only where something is wrong
            raise
    return rows


def write_each(connection: BaseDatabaseWrapper, sql: str, rows: Sequence[Sequence[Any]]) -> None:
    """Carries out a statement with the values of each row. Raises DatabaseError."""
    if not _is_plain(connection):
        with connection.cursor() as cursor:
            cursor.executemany(sql, rows)
        return
    try:
        _driver(connection).executemany(_with_marks(sql), rows)
    except sqlite3.Error:
        with connection.wrap_database_errors:
            raise


def _is_plain(connection: BaseDatabaseWrapper) -> bool:
    return (
        connection.vendor == "sqlite"
        and not connection.execute_wrappers
        and not connection.queries_logged
    )


def _driver(connection: BaseDatabaseWrapper) -> Any:
    if connection.connection is None:
        connection.ensure_connection()
    connection.validate_no_broken_transaction()
    return connection.connection


@lru_cache(maxsize=512)
def _with_marks(sql: str) -> str:
    """The statement with the placeholders of SQLite."""
    return sql.replace("%s", "?").replace("%%", "%")
