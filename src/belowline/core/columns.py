"""Adds a column to a table of any size at once, which Django does on SQLite by copying it."""

from typing import TYPE_CHECKING, Any

from django.db.migrations import AddField, RunSQL, SeparateDatabaseAndState

if TYPE_CHECKING:
    from django.db.models import Field


def add_column(
    model: str, table: str, name: str, field: "Field[Any, Any]", sql: str
) -> SeparateDatabaseAndState:
    """A migration's operation that adds `field` as the column `name`.

    `sql` is the column's type and its constant default, which the field has as `db_default`.
    """
    return SeparateDatabaseAndState(
        database_operations=[
            RunSQL(
                f"ALTER TABLE {table} ADD COLUMN {name} {sql}",
                f"ALTER TABLE {table} DROP COLUMN {name}",
            )
        ],
        state_operations=[AddField(model, name, field)],
    )
