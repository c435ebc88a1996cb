"""Rewrites the index of passages so that the entries of one thread lie together."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_AT_ONCE = 5000


def gather_threads(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Moves each entry from where the thread was mixed into every bit."""
    rows = apps.get_model("discussion", "Fingerprint").objects.using(editor.connection.alias)
    for some in _batches(rows):
        for row in some:
            thread_id = row.comment.thread_id
            upper = (thread_id * 0x9E3779B97F4A7C15 & 2**64 - 2**41) >> 1
            row.digest = upper | (row.digest ^ thread_id) & 2**40 - 1
        rows.bulk_update(some, ["digest"], batch_size=500)


def _batches(rows: Any) -> Iterator[list[Any]]:
    last = 0
    ordered = rows.select_related("comment").order_by("pk")
    while some := list(ordered.filter(pk__gt=last)[:_AT_ONCE]):
        last = some[-1].pk
        yield some


class Migration(migrations.Migration):
    """There is no way back: only the lower bits of the old entries are kept."""

    dependencies: ClassVar = [("discussion", "0001_initial")]
    operations: ClassVar = [migrations.RunPython(gather_threads)]
