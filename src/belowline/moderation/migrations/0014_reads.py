"""What waits is moved up by how much it is read."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """New columns, and an index of what was moved up."""

    dependencies: ClassVar = [("moderation", "0013_desk_settings")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="case", name="unread_at", field=models.DateTimeField(null=True)
        ),
        migrations.AddField(
            model_name="case",
            name="reads",
            field=models.BigIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="case",
            name="reads_before",
            field=models.BigIntegerField(db_default=0, default=0),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("unread_at__isnull", False), ("is_open", True)),
                fields=["urgent_at", "id"],
                name="case_moved_up",
            ),
        ),
    ]
