"""Who writes alike, and that somebody asked for it."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import belowline.core.clock
import belowline.core.ids


class Migration(migrations.Migration):
    """Two new tables."""

    dependencies: ClassVar = [
        ("moderation", "0016_closed_discussions"),
        ("newsroom", "0021_related_twins_and_hub"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Likeness",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=belowline.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("closeness", models.FloatField()),
                ("phrases", models.JSONField(default=list)),
                ("habits", models.JSONField(default=list)),
                ("found_at", models.DateTimeField(default=belowline.core.clock.now)),
                ("dismissed_at", models.DateTimeField(null=True)),
                (
                    "dismissed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
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
                (
                    "second",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "moderation_likeness",
                "indexes": [
                    models.Index(fields=["second", "publication"], name="likeness_of_second")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("first", "second", "publication"), name="likeness_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))),
                        name="likeness_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LikenessSearch",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=belowline.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("asked_at", models.DateTimeField(default=belowline.core.clock.now)),
                ("has_enough", models.BooleanField(default=True)),
                ("compared", models.PositiveIntegerField(default=0)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="newsroom.publication"
                    ),
                ),
            ],
            options={
                "db_table": "moderation_likeness_search",
                "indexes": [
                    models.Index(
                        fields=["person", "publication", "-id"], name="likeness_searches_of"
                    )
                ],
            },
        ),
    ]
