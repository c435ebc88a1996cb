"""Reads and writes many rows of one model in one statement, with little ado.

For what comes by the thousand a second; everything else saves objects as usual. Nothing here calls
`save`, sends signals or fills in defaults: every column that has no default in the database is
named by the caller. Fields are named as Django's `attname` (`thread_id`, not `thread`).
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import DateTimeField, Field, JSONField, Model, UUIDField
from django.db.models.base import ModelState
from django.db.models.expressions import Col

from belowline.core.among import is_among, one_parameter
from belowline.core.statements import fetch, write_each

M = TypeVar("M", bound=Model)
_MOMENT: "DateTimeField[Any, Any]" = DateTimeField()


def select_rows(
    model: type[Model],
    names: Sequence[str],
    *,
    locked: bool = False,
    **among: Iterable[int] | Iterable[str],
) -> list[tuple[Any, ...]]:
    """The fields `names` of the rows whose fields are all among the values given for them.

    However many values there are, they are one parameter: a list has no bound, a query has. The
    rows come in no order; with `locked` by the primary key, locked until the transaction ends.
    """
    given = [list(values) for values in among.values()]
    if not all(given):
        return []
    connection = connections[DEFAULT_DB_ALIAS]
    sql = _select(model, tuple(names), tuple(among), connection.vendor)
    if locked and connection.features.has_select_for_update:
        sql += f" ORDER BY {_quoted(model._meta.pk.column)} FOR UPDATE"
    rows = fetch(connection, sql, [one_parameter(values, connection.vendor) for values in given])
    return _as_python(_converters(model, tuple(names), connection.vendor), rows, connection)


def select_objects(
    model: type[M],
    names: Sequence[str] = (),
    *,
    locked: bool = False,
    **among: Iterable[int] | Iterable[str],
) -> list[M]:
    """The same rows as objects; with `names`, only these fields of them are read."""
    # In the model's own order, as `from_db` wants them.
    named = tuple(name for name in _names(model) if not names or name in names)
    rows = select_rows(model, named, locked=locked, **among)
    return [_object(model, named, row) for row in rows]


def objects_of(
    model: type[M], rows: list[tuple[Any, ...]], *, without: Sequence[str] = ()
) -> list[M]:
    """The objects of rows as the database gives them, in the model's order of fields: of all, or
    of all but those `without`.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    names = tuple(name for name in _names(model) if name not in without)
    ready = _as_python(_converters(model, names, connection.vendor), rows, connection)
    return [_object(model, names, row) for row in ready]


def _object(model: type[M], names: tuple[str, ...], row: tuple[Any, ...]) -> M:
    """What `from_db` makes, in a third of the time: it sets each field by itself."""
    made = model.__new__(model)
    made.__dict__.update(zip(names, row, strict=True))
    made._state = ModelState()
    made._state.adding = False
    made._state.db = DEFAULT_DB_ALIAS
    return made


def count_rows(
    model: type[Model], *, by: str, among: Iterable[int], after: tuple[str, datetime]
) -> dict[int, int]:
    """How many rows each of these numbers has in `by` with a time behind `after`; none: no key."""
    name, moment = after
    connection = connections[DEFAULT_DB_ALIAS]
    sql = _count(model, by, name, connection.vendor)
    time = _fields(model, (name,))[0].get_db_prep_value(moment, connection)
    return dict(fetch(connection, sql, [one_parameter(list(among), connection.vendor), time]))


def insert_rows(model: type[Model], names: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Inserts the rows; each gives the values of the fields `names`, in their order."""
    _write(_insert(model, tuple(names)), _fields(model, tuple(names)), rows)


def insert_lists(
    model: type[Model], names: tuple[str, str], lists: Iterable[tuple[int, Collection[int]]]
) -> None:
    """Inserts a row for each number of a list, with what it belongs to: one statement a list."""
    connection = connections[DEFAULT_DB_ALIAS]
    rows = [[key, one_parameter(numbers, connection.vendor)] for key, numbers in lists if numbers]
    if rows:
        write_each(connection, _insert_lists(model, names, connection.vendor), rows)


def insert_objects(
    model: type[M], names: Sequence[str], rows: Sequence[Sequence[object]]
) -> list[M]:
    """The same; returns the rows as objects, which have these fields and no others."""
    insert_rows(model, names, rows)
    return [_object(model, tuple(names), tuple(row)) for row in rows]


def update_rows(model: type[Model], names: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Sets the fields `names` of each row; its values are followed by the row's primary key."""
    _write(_update(model, tuple(names)), (*_fields(model, tuple(names)), model._meta.pk), rows)


def add_to_rows(model: type[Model], name: str, steps: Mapping[int, int]) -> None:
    """Adds to the number `name` of each row, by primary key; in order, so that none deadlock."""
    rows = [(step, key) for key, step in sorted(steps.items())]
    _write(_add(model, name), (*_fields(model, (name,)), model._meta.pk), rows)


def _write(sql: str, fields: "Sequence[Field[Any, Any]]", rows: Iterable[Sequence[object]]) -> None:
    ready: list[list[Any]] = [list(row) for row in rows]
    if not ready:
        return
    connection = connections[DEFAULT_DB_ALIAS]
    for at, field in enumerate(fields):
        if isinstance(field, DateTimeField):
            for row in ready:
                row[at] = _moment(row[at], connection.vendor)
        elif isinstance(field, JSONField | UUIDField):
            for row in ready:
                row[at] = field.get_db_prep_save(row[at], connection)
    write_each(connection, sql, ready)


@lru_cache(maxsize=64)
def _moment(moment: datetime | None, vendor: str) -> object:
    """As the database takes it. Rows that are written together mostly share theirs, and what is
    written next to them as well.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    assert connection.vendor == vendor  # noqa: S101 - asked for only to tell the cache
    return _MOMENT.get_db_prep_save(moment, connection)


@cache
def _select(model: type[Model], names: tuple[str, ...], among: tuple[str, ...], vendor: str) -> str:
    tests = " AND ".join(f"{column} {is_among(vendor)}" for column in _columns(model, among))
    sql = f"SELECT {', '.join(_columns(model, names))} FROM {_table(model)}"  # noqa: S608
    return f"{sql} WHERE {tests}" if tests else sql


@cache
def _count(model: type[Model], by: str, moment: str, vendor: str) -> str:
    column, time = _columns(model, (by, moment))
    return (
        f"SELECT {column}, COUNT(*) FROM {_table(model)} "  # noqa: S608
        f"WHERE {column} {is_among(vendor)} AND {time} > %s GROUP BY {column}"
    )


@cache
def _insert(model: type[Model], names: tuple[str, ...]) -> str:
    marks = ", ".join(["%s"] * len(names))
    columns = ", ".join(_columns(model, names))
    return f"INSERT INTO {_table(model)} ({columns}) VALUES ({marks})"  # noqa: S608


@cache
def _insert_lists(model: type[Model], names: tuple[str, str], vendor: str) -> str:
    columns = ", ".join(_columns(model, names))
    each = "unnest(%s)" if vendor == "postgresql" else "value FROM json_each(%s)"
    return f"INSERT INTO {_table(model)} ({columns}) SELECT %s, {each}"


@cache
def _update(model: type[Model], names: tuple[str, ...]) -> str:
    given = ", ".join(f"{column} = %s" for column in _columns(model, names))
    return f"UPDATE {_table(model)} SET {given} WHERE {_quoted(model._meta.pk.column)} = %s"  # noqa: S608


@cache
def _add(model: type[Model], name: str) -> str:
    (column,) = _columns(model, (name,))
    key = _quoted(model._meta.pk.column)
    return f"UPDATE {_table(model)} SET {column} = {column} + %s WHERE {key} = %s"  # noqa: S608


@cache
def _names(model: type[Model]) -> tuple[str, ...]:
    return tuple(field.attname for field in model._meta.concrete_fields)


@cache
def _fields(model: type[Model], names: tuple[str, ...]) -> "tuple[Field[Any, Any], ...]":
    by_name = {field.attname: field for field in model._meta.concrete_fields}
    return tuple(by_name[name] for name in names)


def _columns(model: type[Model], names: tuple[str, ...]) -> list[str]:
    return [_quoted(field.column) for field in _fields(model, names)]


def _table(model: type[Model]) -> str:
    return _quoted(model._meta.db_table)


def _quoted(name: str | None) -> str:
    return connections[DEFAULT_DB_ALIAS].ops.quote_name(str(name))


@cache
def _converters(
    model: type[Model], names: tuple[str, ...], vendor: str
) -> list[tuple[int, Callable[..., Any], Col]]:
    """What turns which values of a row into the fields' own types."""
    connection = connections[DEFAULT_DB_ALIAS]
    assert connection.vendor == vendor  # noqa: S101 - asked for only to tell the cache
    return [
        (at, converter, field.cached_col)
        for at, field in enumerate(_fields(model, names))
        for converter in (
            *connection.ops.get_db_converters(field.cached_col),
            *field.get_db_converters(connection),
        )
    ]


def _as_python(
    converters: Sequence[tuple[int, Callable[..., Any], Col]],
    rows: list[tuple[Any, ...]],
    connection: BaseDatabaseWrapper,
) -> list[tuple[Any, ...]]:
    if not converters:
        return rows
    lists = [list(row) for row in rows]
    for at, converter, column in converters:
        for row in lists:
            if row[at] is not None:
                row[at] = converter(row[at], column, connection)
    return [tuple(row) for row in lists]
