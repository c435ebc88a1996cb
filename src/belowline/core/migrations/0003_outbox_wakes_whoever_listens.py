"""Lets PostgreSQL tell whoever listens that the outbox has grown; SQLite shows it in shared memory."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_POSTGRESQL = [
    """CREATE FUNCTION outbox_wake() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN PERFORM pg_notify('belowline_outbox', ''); RETURN NULL; END $$""",
    """CREATE TRIGGER outbox_wakes AFTER INSERT ON outbox
       FOR EACH STATEMENT EXECUTE FUNCTION outbox_wake()""",
]


def wake(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Creates the trigger where there is somebody to wake."""
    del apps
    if schema_editor.connection.vendor == "postgresql":
        for statement in _POSTGRESQL:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    """Every insert into the outbox sends a notification with its commit."""

    dependencies = [("core", "0002_audit_log_is_only_added_to")]
    operations = [migrations.RunPython(wake, migrations.RunPython.noop, elidable=False)]
