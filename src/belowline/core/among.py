"""One of many values, however many: they are one parameter.

A query may have only so many parameters, and other SQL for each number of them; a list has no bound
and one SQL.
"""

import json
from collections.abc import Collection
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, ForeignObject, Lookup
from django.db.models.sql.compiler import SQLCompiler


@Field.register_lookup
@ForeignObject.register_lookup
class Among(Lookup):
    """`id__among=ids` finds what `id__in=ids` does: for numbers and words, as they are stored."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        """The test, with the list as its last parameter."""
        column, parameters = self.process_lhs(compiler, connection)
        given = self.rhs
        if isinstance(given, Collection):
            given = one_parameter(given, connection.vendor)
        return f"{column} {is_among(connection.vendor)}", (*parameters, given)


def is_among(vendor: str) -> str:
    """The SQL behind the column."""
    return "= ANY(%s)" if vendor == "postgresql" else "IN (SELECT value FROM json_each(%s))"


def one_parameter(values: Collection[Any], vendor: str) -> str | list[Any]:
    """The values as the database takes them for `is_among`; all are numbers, or all are words."""
    listed = list(values)
    if vendor == "postgresql":
        return listed
    are_numbers = listed and isinstance(listed[0], int)
    return f"[{','.join(map(int.__repr__, listed))}]" if are_numbers else json.dumps(listed)
