"""Schedules in a table of their own; tasks with a priority, set aside with the time of it."""

from typing import ClassVar

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import F

_TRIED = 8
"""How often tasks were tried before; what had failed so often was left alone."""


def carry_over(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Sets aside what was given up; regular work is scheduled anew by whoever starts next."""
    tasks = apps.get_model("core", "Task").objects.using(schema_editor.connection.alias)
    tasks.exclude(key=None).delete()
    tasks.filter(attempts__gte=_TRIED).update(set_aside_at=F("due_at"))
    tasks.filter(name__startswith="send-").update(priority=0)


class Migration(migrations.Migration):
    """A row for each schedule, and what a task is claimed by."""

    dependencies: ClassVar = [("core", "0010_act_count")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Schedule",
            fields=[
                ("key", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=120)),
                ("payload", models.JSONField(default=dict)),
                ("rule", models.CharField(max_length=120)),
                ("due_at", models.DateTimeField()),
                ("fired_at", models.DateTimeField(null=True)),
            ],
            options={"db_table": "task_schedule"},
        ),
        migrations.AddField("task", "priority", models.PositiveSmallIntegerField(default=5)),
        migrations.AddField("task", "publication_id", models.BigIntegerField(null=True)),
        migrations.AddField("task", "set_aside_at", models.DateTimeField(null=True)),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.RemoveIndex("task", "task_by_due"),
        migrations.AddIndex(
            "task", models.Index(fields=["priority", "due_at", "id"], name="task_by_turn")
        ),
    ]
