"""The decisions of a publication in their order, for its public log."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """An index."""

    dependencies: ClassVar = [
        ("discussion", "0015_slow_mode"),
        ("moderation", "0011_rules"),
        ("newsroom", "0021_related_twins_and_hub"),
    ]

    operations: ClassVar = [
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["publication", "id"], name="decision_by_publication"),
        ),
    ]
