"""Feeds, and what comes by them."""

import django.db.models.deletion
from django.db import migrations, models

import belowline.core.clock
import belowline.core.ids


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0006_stories"),
    ]

    operations = [
        migrations.CreateModel(
            name="Feed",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=belowline.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.SlugField(max_length=60)),
                ("address", models.CharField(max_length=2000)),
                ("contract", models.JSONField(null=True)),
                ("phrases", models.JSONField(default=dict)),
                ("etag", models.CharField(blank=True, max_length=500)),
                ("last_modified", models.CharField(blank=True, max_length=100)),
                ("asked_at", models.DateTimeField(null=True)),
                ("failure", models.CharField(blank=True, max_length=500)),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="newsroom.publication"
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="newsroom.section"
                    ),
                ),
            ],
            options={
                "db_table": "feed",
            },
        ),
        migrations.CreateModel(
            name="WireEntry",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=belowline.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("guid", models.CharField(max_length=500)),
                ("version", models.CharField(blank=True, max_length=100)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("accepted", "Accepted"),
                            ("left", "Left"),
                            ("killed", "Killed"),
                            ("set_aside", "Set Aside"),
                        ],
                        max_length=12,
                    ),
                ),
                ("headline", models.CharField(blank=True, max_length=300)),
                ("words", models.JSONField(default=dict)),
                ("holds", models.JSONField(default=list)),
                ("editor_note", models.TextField(blank=True)),
                ("came_at", models.DateTimeField(default=belowline.core.clock.now)),
                (
                    "article",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to="newsroom.article",
                    ),
                ),
                (
                    "feed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="newsroom.feed"
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
                "db_table": "wire_entry",
            },
        ),
        migrations.AddConstraint(
            model_name="feed",
            constraint=models.UniqueConstraint(
                fields=("publication", "name"), name="feed_name_once"
            ),
        ),
        migrations.AddIndex(
            model_name="wireentry",
            index=models.Index(
                fields=["publication", "state", "-came_at"], name="wire_entry_newest"
            ),
        ),
        migrations.AddConstraint(
            model_name="wireentry",
            constraint=models.UniqueConstraint(fields=("feed", "guid"), name="wire_entry_once"),
        ),
    ]
