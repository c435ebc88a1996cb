"""Queries whose SQL is worked out once: Django's takes longer than a small query itself."""

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, NamedTuple, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model, QuerySet

from belowline.core.among import one_parameter
from belowline.core.bulk_sql import objects_of
from belowline.core.statements import fetch

Value = float | str | datetime | Collection[int] | Collection[str]
"""Of which a collection is compared with by `among`."""
M = TypeVar("M", bound=Model)
V = TypeVar("V", bound=NamedTuple)
_FIRST_MARK = 2_000_000_011
"""Stands in for values while the SQL is worked out: small enough for every kind of number."""
_FIRST_MOMENT = datetime(9000, 1, 1, tzinfo=UTC)


class Id(NamedTuple):
    """A row of which nothing but the id is asked for."""

    id: int


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
            each.given(values, connection) if isinstance(each, _Place) else each
            for each in parameters
        ]
        return model, fetch(connection, sql, given)

    def _prepare(self, kinds: tuple[type, ...]) -> tuple[type[Model], str, list[Any]]:
        marks = [_mark(at, kind) for at, kind in enumerate(kinds)]
        rows = self._build(*marks)
        sql, parameters = rows.query.sql_with_params()
        adapted = connections[DEFAULT_DB_ALIAS].ops.adapt_datetimefield_value
        places: dict[Any, _Place] = {
            adapted(mark) if isinstance(mark, datetime) else mark: _PLACES.get(kind, _Place)(at)
            for at, (mark, kind) in enumerate(zip(marks, kinds, strict=True))
            if not isinstance(mark, _Place)
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

    def given(self, values: Sequence[Any], connection: BaseDatabaseWrapper) -> Any:
        """The value, as the database takes it."""
        del connection
        return values[self.at]


class _PlaceOfMoment(_Place):
    def given(self, values: Sequence[Any], connection: BaseDatabaseWrapper) -> Any:
        return connection.ops.adapt_datetimefield_value(values[self.at])


class _PlaceOfMany(_Place):
    """Where many values go, as one parameter."""

    def given(self, values: Sequence[Any], connection: BaseDatabaseWrapper) -> Any:
        return one_parameter(values[self.at], connection.vendor)


_PLACES: Mapping[type, type[_Place]] = {datetime: _PlaceOfMoment}


def _mark(at: int, kind: type) -> int | str | datetime | _Place:
    """Stands in for a value of this kind: is known again among the parameters."""
    if issubclass(kind, str):
        return f"{_FIRST_MARK + at}"
    if issubclass(kind, datetime):
        return _FIRST_MOMENT + timedelta(days=at)
    return _FIRST_MARK + at if issubclass(kind, int | float) else _PlaceOfMany(at)
