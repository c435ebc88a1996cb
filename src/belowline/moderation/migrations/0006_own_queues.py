"""A team's own queues, and where the comment of a case stands."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import belowline.core.ids

_PLACES = """
UPDATE moderation_case SET
  thread_id = (SELECT thread_id FROM comment WHERE comment.id = moderation_case.comment_id),
  section_id = (
    SELECT article.section_id FROM comment
    JOIN thread ON thread.id = comment.thread_id
    JOIN article ON article.id = thread.article_id
    WHERE comment.id = moderation_case.comment_id
  )
"""


class Migration(migrations.Migration):
    """A new table; columns that are filled in from the comments."""

    dependencies: ClassVar = [
        ("discussion", "0014_levels"),
        ("moderation", "0005_batches"),
        ("newsroom", "0021_related_twins_and_hub"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="SavedQueue",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=belowline.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("position", models.PositiveIntegerField()),
                ("section_ids", models.JSONField(default=list)),
                ("thread_ids", models.JSONField(default=list)),
                ("reasons", models.JSONField(default=list)),
                ("causes", models.JSONField(default=list)),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="newsroom.publication"
                    ),
                ),
            ],
            options={
                "db_table": "moderation_queue",
            },
        ),
        migrations.AddField(
            model_name="case",
            name="section_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="case",
            name="thread_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.RunSQL(_PLACES, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("is_open", True)),
                fields=["thread_id", "urgent_at", "id"],
                name="case_by_thread",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("is_open", True)),
                fields=["section_id", "urgent_at", "id"],
                name="case_by_section",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("is_open", True)),
                fields=["publication", "reason", "urgent_at", "id"],
                name="case_by_reason",
            ),
        ),
    ]
