"""Editors mark comments, and set who writes and votes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("discussion", "0008_copies"),
        ("newsroom", "0011_rules_of_discussions"),
    ]

    operations = [
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
    ]
