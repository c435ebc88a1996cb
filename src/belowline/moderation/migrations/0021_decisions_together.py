"""Decisions that were made in one act at several publications say so."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A new column with an index."""

    dependencies: ClassVar = [("moderation", "0020_tags_are_labels")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="decision",
            name="made_with",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="made_along",
                to="moderation.decision",
            ),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(
                condition=models.Q(("made_with__isnull", False)),
                fields=["made_with"],
                name="decisions_made_together",
            ),
        ),
    ]
