"""The index of articles and comments."""

from typing import Any

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import belowline.search.models

_TABLES = ("search_comment", "search_article")


def make_indexes(_: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """An inverted index of each table: GIN in PostgreSQL, a table of FTS5 beside it in SQLite.

    That keeps neither texts nor places, only which numbers a text has.
    """
    for table in _TABLES:
        if editor.connection.vendor == "postgresql":
            editor.execute(f"CREATE INDEX {table}_terms ON {table} USING gin (terms)")
        else:
            editor.execute(
                f"CREATE VIRTUAL TABLE {table}_fts USING fts5(terms, content='', detail=none,"
                " columnsize=0, tokenize='ascii')"
            )


def drop_indexes(_: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Drops what make_indexes made beside the tables."""
    for table in _TABLES:
        if editor.connection.vendor != "postgresql":
            editor.execute(f"DROP TABLE {table}_fts")


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="IndexedArticle",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("terms", belowline.search.models.TermsField()),
            ],
            options={
                "db_table": "search_article",
            },
        ),
        migrations.CreateModel(
            name="IndexedComment",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("terms", belowline.search.models.TermsField()),
            ],
            options={
                "db_table": "search_comment",
            },
        ),
        migrations.CreateModel(
            name="StaleText",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("comment", "Comment"),
                            ("article", "Article"),
                            ("thread", "Thread"),
                        ],
                        max_length=8,
                    ),
                ),
                ("object_id", models.BigIntegerField()),
                ("event", models.BigIntegerField()),
            ],
            options={
                "db_table": "search_stale",
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "object_id"), name="stale_text_once")
                ],
            },
        ),
        migrations.RunPython(make_indexes, drop_indexes, elidable=False),
    ]
