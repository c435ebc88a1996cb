"""Comments have labels."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """A new column, empty where there are none."""

    dependencies: ClassVar = [("discussion", "0016_closed_for")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="comment",
            name="labels",
            field=models.CharField(blank=True, db_default="", default="", max_length=150),
        ),
    ]
