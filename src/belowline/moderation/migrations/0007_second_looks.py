"""Decisions that somebody else decides on once more."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import belowline.core.clock
import belowline.core.ids


class Migration(migrations.Migration):
    """A new table."""

    dependencies: ClassVar = [
        ("moderation", "0006_own_queues"),
        ("newsroom", "0021_related_twins_and_hub"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="SecondLook",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=belowline.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("outcome", models.CharField(blank=True, max_length=10)),
                ("reason", models.CharField(blank=True, max_length=20)),
                ("drawn_at", models.DateTimeField(default=belowline.core.clock.now)),
                ("looked_at", models.DateTimeField(null=True)),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="second_look",
                        to="moderation.decision",
                    ),
                ),
                (
                    "moderator",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to=settings.AUTH_USER_MODEL,
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
                "db_table": "second_look",
                "indexes": [
                    models.Index(
                        condition=models.Q(("looked_at__isnull", True)),
                        fields=["publication", "id"],
                        name="second_look_waiting",
                    ),
                    models.Index(
                        condition=models.Q(("looked_at__isnull", False)),
                        fields=["publication", "looked_at"],
                        name="second_look_done",
                    ),
                ],
            },
        ),
    ]
