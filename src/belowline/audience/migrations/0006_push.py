"""Browsers that readers are told in, and when these stay quiet."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import belowline.core.clock
import belowline.core.ids


class Migration(migrations.Migration):
    dependencies = [
        ("audience", "0005_briefings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PushKey",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=belowline.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("public", models.CharField(max_length=100, unique=True)),
                ("sealed", models.JSONField()),
            ],
            options={
                "db_table": "push_key",
            },
        ),
        migrations.AddField(
            model_name="notification",
            name="pushed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="notificationchoice",
            name="push_planned_for",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="notificationchoice",
            name="quiet_from",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="notificationchoice",
            name="quiet_until",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.CreateModel(
            name="PushDevice",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=belowline.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("publication_id", models.BigIntegerField()),
                ("session_key", models.CharField(max_length=40)),
                ("endpoint", models.CharField(max_length=1000)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("browser_key", models.CharField(max_length=100)),
                ("secret", models.CharField(max_length=30)),
                ("user_agent", models.CharField(max_length=300)),
                ("language", models.CharField(max_length=10)),
                ("added_at", models.DateTimeField(default=belowline.core.clock.now)),
                ("confirmed_at", models.DateTimeField(default=belowline.core.clock.now)),
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
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="audience.pushkey",
                    ),
                ),
            ],
            options={
                "db_table": "push_device",
                "indexes": [
                    models.Index(fields=["person", "publication_id"], name="devices_of_person")
                ],
            },
        ),
    ]
