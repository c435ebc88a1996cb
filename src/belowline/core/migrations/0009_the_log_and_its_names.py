"""Events and tasks under the names that they have now; ids of the outbox behind transaction ids."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_EVENTS = {
    "PersonalExportAsked": "DataExportRequested",
    "PersonalExportMade": "DataExportMade",
    "ReaderLeaves": "AccountDeletionRequested",
    "ReaderStays": "AccountDeletionCancelled",
    "ReaderErased": "AccountDeleted",
}
_TASKS = {
    "belowline.accounts.services.erasing.carry_out": "erase-account",
    "belowline.accounts.services.sso.pictures.fetch_picture": "fetch-picture",
    "belowline.transfer.personal_data.making.make_export": "make-data-export",
    "belowline.core.retention.retain": "retention",
    "belowline.audience.services.inviting.invite_newcomer": "send-alerts-invitation",
    "belowline.audience.services.letters.end_is_planned": "send-deletion-letter",
    "belowline.audience.services.letters.export_is_there": "send-export-letter",
    "belowline.audience.services.letters.farewell": "send-farewell",
}
# Whoever holds an id has a transaction id before it, by which a reader knows when a missing id
# stays missing (core/subscribers/gaps.py).
_POSTGRESQL = [
    "ALTER TABLE outbox ALTER COLUMN id DROP IDENTITY",
    "CREATE SEQUENCE outbox_id_seq OWNED BY outbox.id",
    "SELECT setval('outbox_id_seq', (SELECT coalesce(max(id), 0) + 1 FROM outbox), false)",
    """CREATE FUNCTION outbox_next_id() RETURNS bigint LANGUAGE plpgsql VOLATILE AS
       $$ BEGIN PERFORM pg_current_xact_id(); RETURN nextval('outbox_id_seq'); END $$""",
    "ALTER TABLE outbox ALTER COLUMN id SET DEFAULT outbox_next_id()",
]


def rename(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Renames what is in the outbox and what waits to be done."""
    alias = schema_editor.connection.alias
    events = apps.get_model("core", "OutboxEvent").objects.using(alias)
    tasks = apps.get_model("core", "Task").objects.using(alias)
    for old, new in _EVENTS.items():
        events.filter(name=old).update(name=new)
    for old, new in _TASKS.items():
        tasks.filter(name=old).update(name=new)
        tasks.filter(key=old).update(key=new)


def number(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Has PostgreSQL give out the ids of the outbox so."""
    del apps
    if schema_editor.connection.vendor == "postgresql":
        for statement in _POSTGRESQL:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    """Nothing of what waits is lost."""

    dependencies = [("core", "0008_subscriber_places")]
    operations = [
        migrations.RunPython(rename, migrations.RunPython.noop, elidable=False),
        migrations.RunPython(number, migrations.RunPython.noop, elidable=False),
    ]
