"""Editors mark comments, and set who writes and votes."""

import django.db.models.deletion
from django.db import migrations, models

import belowline.core.clock
import belowline.core.ids


class Migration(migrations.Migration):
    dependencies = [
        ("discussion", "0009_corrected"),
        ("newsroom", "0013_rules_of_discussions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=belowline.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("text", models.CharField(max_length=300)),
                ("asked_at", models.DateTimeField(default=belowline.core.clock.now)),
                ("presses", models.PositiveIntegerField(default=0)),
                ("comments", models.PositiveIntegerField(default=0)),
                ("newcomers", models.PositiveIntegerField(default=0)),
            ],
            options={
                "db_table": "question",
            },
        ),
        migrations.AddField(
            model_name="comment",
            name="picked_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="comment",
            name="pinned_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="thread",
            name="has_votes",
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.AddField(
            model_name="thread",
            name="is_premoderated",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="thread",
            name="marked_count",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="thread",
            name="subscribers_only",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(
                    ("picked_at__isnull", False), ("pinned_at__isnull", False), _connector="OR"
                ),
                fields=["thread"],
                name="comment_marked",
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="publication",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, to="newsroom.publication"
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="thread",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="questions",
                to="discussion.thread",
            ),
        ),
        migrations.AddField(
            model_name="thread",
            name="question",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="discussion.question",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(fields=("thread", "text"), name="question_once"),
        ),
    ]
