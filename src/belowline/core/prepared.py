"""Queries whose SQL is worked out once: Django's takes longer than a small query itself."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet

from belowline.core.bulk_sql import objects_of

M = TypeVar("M", bound=Model)
_FIRST_MARK = 2_000_000_011
"""Stands in for values while the SQL is worked out: small enough for every kind of number."""


class Prepared(Generic[M]):
    """A query of whole rows, built from its values once for each kind of database.

    `build` gives the query set for any numbers: it may compare with them, and take as many rows
    as one of them says, and nothing else.
    """

    def __init__(self, build: Callable[..., QuerySet[M]]) -> None:
        self._build = build
        self._ready: dict[tuple[str, int], tuple[type[M], str, list[Any]]] = {}

    def __call__(self, *values: float) -> list[M]:
        """The rows for these values, as objects, in the order that the query set says."""
        connection = connections[DEFAULT_DB_ALIAS]
        kind = (connection.vendor, len(values))
        if kind not in self._ready:
            self._ready[kind] = self._prepare(len(values))
        model, sql, parameters = self._ready[kind]
        given = [values[each.at] if isinstance(each, _Place) else each for each in parameters]
        with connection.cursor() as cursor:
            cursor.execute(sql, given)
            return objects_of(model, cursor.fetchall())

    def _prepare(self, number: int) -> tuple[type[M], str, list[Any]]:
        marks = [_FIRST_MARK + at for at in range(number)]
        rows = self._build(*marks)
        sql, parameters = rows.query.sql_with_params()
        places: list[Any] = [
            _Place(marks.index(int(each))) if _is_mark(each, marks) else each for each in parameters
        ]
        # How many rows are taken is no parameter of Django's: it stands in the SQL, at its end.
        for at, mark in enumerate(marks):
            if sql.endswith(f"LIMIT {mark}"):
                sql = sql.removesuffix(str(mark)) + "%s"
                places.append(_Place(at))
        return rows.model, sql, places


class _Place:
    """Where a value goes."""

    def __init__(self, at: int) -> None:
        self.at = at


def _is_mark(parameter: object, marks: list[int]) -> bool:
    return isinstance(parameter, int | float) and int(parameter) in marks
