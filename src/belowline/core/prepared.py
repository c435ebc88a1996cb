"""Queries whose SQL is worked out once: Django's takes longer than a small query itself."""

from collections.abc import Callable, Collection, Hashable
from typing import Any, Generic, NamedTuple, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet

from belowline.core.among import one_parameter
from belowline.core.bulk_sql import objects_of
from belowline.core.statements import fetch

Value = float | str | Collection[int] | Collection[str]
"""Of which a collection is compared with by `among`."""
M = TypeVar("M", bound=Model)
V = TypeVar("V", bound=NamedTuple)
_FIRST_MARK = 2_000_000_011
"""Stands in for values while the SQL is worked out: small enough for every kind of number."""


class Prepared(Generic[M]):
    """A query of whole rows, built from its values once for each kind of database.

    `build` gives the query set for any values: it may compare with them, and take as many rows as
    one of them says, and nothing else. Fields `without` are not read.
    """

    def __init__(self, build: Callable[..., QuerySet[M]], *, without: tuple[str, ...] = ()) -> None:
        self._without = without
        self._rows = _Rows(lambda *values: build(*values).defer(*without))

    def __call__(self, *values: Value) -> list[M]:
        """The rows for these values, as objects, in the order that the query set says."""
        model, rows = self._rows.read(values)
        return objects_of(model, rows, without=self._without)


class PreparedValues(Generic[V]):
    """The same of some fields of each row, as `kind` names them: numbers and words, as they are."""

    def __init__(self, build: Callable[..., QuerySet[Any]], kind: type[V]) -> None:
        self._kind = kind
        self._rows = _Rows(lambda *values: build(*values).values_list(*kind._fields))

    def __call__(self, *values: Value) -> list[V]:
        """The fields of the rows for these values, in the order that the query set says."""
        return list(map(self._kind._make, self._rows.read(values)[1]))


class _Rows:
    """Rows as the database gives them, by SQL that is worked out once."""

    def __init__(self, build: Callable[..., QuerySet[Any]]) -> None:
        self._build = build
        self._ready: dict[tuple[str, tuple[type, ...]], tuple[type[Model], str, list[Any]]] = {}

    def read(self, values: tuple[Value, ...]) -> tuple[type[Any], list[tuple[Any, ...]]]:
        connection = connections[DEFAULT_DB_ALIAS]
        kinds = tuple(map(type, values))
        if (connection.vendor, kinds) not in self._ready:
            self._ready[connection.vendor, kinds] = self._prepare(kinds)
        model, sql, parameters = self._ready[connection.vendor, kinds]
        given = [
            values[each.at]
            if isinstance(each, _Place)
            else one_parameter(values[each.at], connection.vendor)  # type: ignore[arg-type]
            if isinstance(each, _Places)
            else each
            for each in parameters
        ]
        return model, fetch(connection, sql, given)

    def _prepare(self, kinds: tuple[type, ...]) -> tuple[type[Model], str, list[Any]]:
        marks = [_mark(at, kind) for at, kind in enumerate(kinds)]
        rows = self._build(*marks)
        sql, parameters = rows.query.sql_with_params()
        places: dict[Any, _Place] = {
            mark: _Place(at) for at, mark in enumerate(marks) if not isinstance(mark, _Places)
        }
        ready: list[Any] = [
            places.get(each, each) if isinstance(each, Hashable) else each for each in parameters
        ]
        # How many rows are taken is no parameter of Django's: it stands in the SQL, at its end.
        for mark, place in places.items():
            if sql.endswith(f"LIMIT {mark}"):
                sql = sql.removesuffix(str(mark)) + "%s"
                ready.append(place)
        return rows.model, sql, ready


class _Place:
    """Where a value goes."""

    def __init__(self, at: int) -> None:
        self.at = at


class _Places:
    """Where many values go, as one parameter."""

    def __init__(self, at: int) -> None:
        self.at = at


def _mark(at: int, kind: type) -> "int | str | _Places":
    if issubclass(kind, str):
        return f"{_FIRST_MARK + at}"
    return _FIRST_MARK + at if issubclass(kind, int | float) else _Places(at)
