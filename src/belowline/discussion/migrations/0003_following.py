"""Threads can be followed; the comments of one person lie in the order of time."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import belowline.core.clock
import belowline.core.ids


class Migration(migrations.Migration):
    """A table and an index."""

    dependencies: ClassVar = [
        ("discussion", "0002_fingerprints_by_thread"),
        ("newsroom", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Follow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seen_id", models.BigIntegerField(default=belowline.core.ids.new_id)),
                ("followed_at", models.DateTimeField(default=belowline.core.clock.now)),
            ],
            options={
                "db_table": "follow",
            },
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(fields=["author", "id"], name="comment_of_author"),
        ),
        migrations.AddField(
            model_name="follow",
            name="person",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="follow",
            name="publication",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                to="newsroom.publication",
            ),
        ),
        migrations.AddField(
            model_name="follow",
            name="thread",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, to="discussion.thread"
            ),
        ),
        migrations.AddConstraint(
            model_name="follow",
            constraint=models.UniqueConstraint(fields=("person", "thread"), name="followed_once"),
        ),
    ]
