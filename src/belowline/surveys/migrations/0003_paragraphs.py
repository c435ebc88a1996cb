"""A survey can stand behind a paragraph of its article."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """A column without a value."""

    dependencies: ClassVar = [
        ("surveys", "0002_samples_and_drafts"),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name="survey",
            name="after_paragraph",
            field=models.PositiveSmallIntegerField(null=True),
        ),
    ]
