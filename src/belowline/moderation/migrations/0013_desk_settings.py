"""Moderators' own settings at the desk."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import belowline.core.ids


class Migration(migrations.Migration):
    """A new table."""

    dependencies: ClassVar = [
        ("moderation", "0012_decisions_by_publication"),
        ("newsroom", "0021_related_twins_and_hub"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="DeskSettings",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=belowline.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("folds", models.BooleanField(default=True)),
                ("set_aside", models.JSONField(default=list)),
                ("set_aside_until", models.DateTimeField(null=True)),
                ("break_suggested_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="newsroom.publication",
                    ),
                ),
            ],
            options={
                "db_table": "desk_settings",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("publication", "person"), name="desk_settings_of_person"
                    )
                ],
            },
        ),
    ]
