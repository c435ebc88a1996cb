"""Closing a discussion is a decision on record."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A new column with an index, and further outcomes."""

    dependencies: ClassVar = [
        ("discussion", "0016_closed_for"),
        ("moderation", "0015_newcomers"),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name="decision",
            name="thread",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="discussion.thread",
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="outcome",
            field=models.CharField(
                choices=[
                    ("kept", "Kept"),
                    ("held", "Held"),
                    ("hidden", "Hidden until edited"),
                    ("published", "Published"),
                    ("removed", "Removed"),
                    ("restored", "Restored"),
                    ("undone", "Undone"),
                    ("reminded", "Reminded"),
                    ("warned", "Warned"),
                    ("slowed", "Slowed down"),
                    ("checked", "Read before shown"),
                    ("suspended", "Suspended"),
                    ("closed", "Account closed"),
                    ("muted", "Reports muted"),
                    ("lifted", "Lifted"),
                    ("shut", "Discussion closed"),
                    ("reopened", "Discussion reopened"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(
                condition=models.Q(("thread__isnull", False)),
                fields=["thread", "-id"],
                name="decisions_on_thread",
            ),
        ),
    ]
