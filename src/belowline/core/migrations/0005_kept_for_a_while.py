"""Makes the table of what is kept for a while: counts of attempts, one-time codes."""

from django.core.management import call_command
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def make_table(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Makes it as Django's database cache wants it."""
    del apps
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    """What every process counts is counted once."""

    dependencies = [("core", "0004_tasks")]
    operations = [migrations.RunPython(make_table, migrations.RunPython.noop, elidable=False)]
