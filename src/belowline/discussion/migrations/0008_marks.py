"""Editors pick and pin comments."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("discussion", "0007_closing"),
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
            name="marked_count",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=Q(picked_at__isnull=False) | Q(pinned_at__isnull=False),
                fields=["thread"],
                name="comment_marked",
            ),
        ),
    ]
