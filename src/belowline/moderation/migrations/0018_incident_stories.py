"""An incident may cover single stories."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """A new column."""

    dependencies: ClassVar = [
        ("moderation", "0017_likeness"),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name="incident",
            name="stories",
            field=models.JSONField(db_default=models.Value([], models.JSONField()), default=list),
        ),
    ]
