"""The audit log is only ever added to: the database itself sees to that."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction

from belowline.core.audit import record
from belowline.core.models import AuditEntry


@pytest.fixture
def line(db) -> AuditEntry:
    record(
        publication_id=1,
        actor_id=2,
        actor_name="Mika",
        action="comment-removed",
        subject_kind="comment",
        subject_id=3,
        reason="spam",
    )
    return AuditEntry.objects.get()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_log SET reason = 'nothing'",
        "DELETE FROM audit_log",
        pytest.param(
            "INSERT OR REPLACE INTO audit_log"
            " (id, actor_name, action, subject_kind, subject_id, reason, details, recorded_at)"
            " SELECT id, 'Nobody', action, subject_kind, subject_id, '', details, recorded_at"
            " FROM audit_log",
            marks=pytest.mark.skipif(
                connection.vendor != "sqlite", reason="only SQLite has INSERT OR REPLACE"
            ),
        ),
        pytest.param(
            "ALTER TABLE audit_log ENABLE TRIGGER audit_log_no_truncate; TRUNCATE audit_log",
            marks=pytest.mark.skipif(
                connection.vendor != "postgresql", reason="only PostgreSQL has TRUNCATE"
            ),
        ),
    ],
)
def test_a_line_cannot_be_rewritten(line, statement) -> None:
    with (
        pytest.raises(DatabaseError, match="only added to"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    kept = AuditEntry.objects.get()
    assert (kept.actor_name, kept.reason) == ("Mika", "spam")


def test_names_of_readers_that_were_written_once_are_forgotten(line) -> None:
    AuditEntry.objects.create(
        actor_name="Reed", action="comment reported", subject_kind="comment", subject_id=3
    )
    migration = import_module("belowline.core.migrations.0007_audit_log_names_no_reader")
    with connection.cursor() as cursor:
        editor = SimpleNamespace(connection=connection, execute=cursor.execute)
        migration.guard(None, editor)
    assert list(AuditEntry.objects.order_by("id").values_list("actor_name", flat=True)) == [
        "Mika",
        "",
    ]
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEntry.objects.update(actor_name="Reed")
