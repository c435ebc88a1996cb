"""Readers' names leave the audit log, and lines that are ten years old may be deleted."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_FORGET = "UPDATE audit_log SET actor_name = '' WHERE action = 'comment reported'"
_SQLITE = (
    "DROP TRIGGER audit_log_no_update",
    "DROP TRIGGER audit_log_no_delete",
    _FORGET,
    """CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log
       BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END""",
    """CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log
       WHEN OLD.recorded_at >= datetime('now', '-10 years')
       BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END""",
)
_POSTGRESQL = (
    "DROP TRIGGER audit_log_no_change ON audit_log",
    _FORGET,
    """CREATE OR REPLACE FUNCTION audit_log_refuse_change() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN
         IF TG_OP = 'DELETE' AND OLD.recorded_at < now() - interval '10 years' THEN
           RETURN OLD;
         END IF;
         RAISE EXCEPTION 'the audit log is only added to';
       END $$""",
    """CREATE TRIGGER audit_log_no_change BEFORE UPDATE OR DELETE ON audit_log
       FOR EACH ROW EXECUTE FUNCTION audit_log_refuse_change()""",
)


def guard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Lifts the guard, forgets who reported, and sets the guard again."""
    del apps
    statements = _POSTGRESQL if schema_editor.connection.vendor == "postgresql" else _SQLITE
    for statement in statements:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """The audit log holds names of the staff only."""

    dependencies = [("core", "0006_retention")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop, elidable=False)]
