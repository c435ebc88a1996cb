"""A batch can put a label on its comments."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds a column with a constant default."""

    dependencies: ClassVar = [("moderation", "0023_rules_and_languages_of_cases")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="batch",
            name="label",
            field=models.CharField(blank=True, db_default="", default="", max_length=20),
        ),
    ]
