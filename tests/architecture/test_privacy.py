"""The page on privacy says what the database holds: every field, and no other."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

PAGE = Path(__file__).parents[2] / "docs" / "privacy.md"
_TABLE = re.compile(r"^### (\w+)$(.*?)(?=^### |\Z)", re.MULTILINE | re.DOTALL)
_ROW = re.compile(r"^\| `(\w+)` \|(.+)\|(.+)\|(.+)\|$", re.MULTILINE)


def told() -> dict[str, list[tuple[str, ...]]]:
    """The page: its rows, by table."""
    page = PAGE.read_text(encoding="utf-8")
    return {table: _ROW.findall(rows) for table, rows in _TABLE.findall(page)}


def kept() -> dict[str, set[str]]:
    """The columns of every table of every installed model, by table."""
    models = apps.get_models(include_auto_created=True)
    return {
        model._meta.db_table: {field.column for field in model._meta.concrete_fields}
        for model in models
    }


def test_no_table_is_missing_and_none_is_made_up() -> None:
    assert told().keys() == kept().keys()


@pytest.mark.parametrize("table", sorted(kept()))
def test_every_field_of_a_table_is_on_the_page_and_no_other(table) -> None:
    fields = [row[0] for row in told()[table]]
    assert set(fields) == kept()[table]
    assert len(fields) == len(set(fields))


@pytest.mark.parametrize("table", sorted(kept()))
def test_every_field_says_what_why_and_for_how_long(table) -> None:
    assert [row[0] for row in told()[table] if not all(part.strip() for part in row)] == []


def test_the_page_knows_every_cookie_and_no_age() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for name in (
        "`__Host-session`",
        "`__Host-begun`",
        "`__Host-unsent`",
        "`signed_in`",
        f"`{settings.LANGUAGE_COOKIE_NAME}`",
    ):
        assert name in page
    columns = {column for columns in kept().values() for column in columns}
    assert not [it for it in columns if re.search(r"birth|(^|_)age($|_)|gender", it)]
