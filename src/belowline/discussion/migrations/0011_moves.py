"""Discussions are merged and split."""

import django.db.models.deletion
from django.db import migrations, models

import belowline.core.clock
import belowline.core.ids


class Migration(migrations.Migration):
    dependencies = [
        ("discussion", "0010_marks_and_rules"),
        ("newsroom", "0014_moves"),
    ]

    operations = [
        migrations.CreateModel(
            name="CommentMove",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=belowline.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("moved", models.JSONField()),
                ("cut", models.JSONField()),
                ("article_before", models.JSONField(null=True)),
                ("made_at", models.DateTimeField(default=belowline.core.clock.now)),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="newsroom.publication"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="discussion.thread",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="discussion.thread",
                    ),
                ),
            ],
            options={
                "db_table": "comment_move",
            },
        ),
    ]
