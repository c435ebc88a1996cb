"""For which reason moderators have closed a discussion."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """A new column."""

    dependencies: ClassVar = [("discussion", "0015_slow_mode")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="thread",
            name="closed_for",
            field=models.CharField(blank=True, db_default="", default="", max_length=20),
        ),
    ]
