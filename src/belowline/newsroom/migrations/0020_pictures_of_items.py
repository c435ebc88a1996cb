"""Pictures that come by the wire, and how widely a picture may be shown."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0019_ai_crawlers"),
    ]

    operations = [
        migrations.AddField(
            model_name="picture",
            name="came_by",
            field=models.CharField(blank=True, db_default="", max_length=60),
        ),
        migrations.AddField(
            model_name="picture",
            name="limits",
            field=models.JSONField(db_default={}, default=dict),
        ),
        migrations.CreateModel(
            name="EntryPicture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                ("address", models.CharField(max_length=2000)),
                ("alt", models.CharField(blank=True, max_length=1000)),
                ("caption", models.CharField(blank=True, max_length=2000)),
                ("credit", models.CharField(blank=True, max_length=200)),
                ("usable_from", models.DateTimeField(null=True)),
                ("usable_until", models.DateTimeField(null=True)),
                ("limits", models.JSONField(default=dict)),
                ("fault", models.JSONField(default=str)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("tried_at", models.DateTimeField(null=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pictures",
                        to="newsroom.wireentry",
                    ),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to="newsroom.picture",
                    ),
                ),
            ],
            options={
                "db_table": "wire_entry_picture",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("entry", "place"), name="wire_entry_picture_once"
                    )
                ],
            },
        ),
    ]
