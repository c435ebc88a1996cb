"""A team's own queues ask for rules and for languages, so cases know both."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Columns with constant defaults, and two indexes of what waits."""

    dependencies: ClassVar = [("moderation", "0021_decisions_together")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="case",
            name="language",
            field=models.CharField(blank=True, db_default="", default="", max_length=3),
        ),
        migrations.AddField(
            model_name="case",
            name="rules",
            field=models.CharField(blank=True, db_default="", default="", max_length=150),
        ),
        migrations.AddField(
            model_name="savedqueue",
            name="languages",
            field=models.JSONField(db_default=[], default=list),
        ),
        migrations.AddField(
            model_name="savedqueue",
            name="rules",
            field=models.JSONField(db_default=[], default=list),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(models.Q(("rules", ""), _negated=True), ("is_open", True)),
                fields=["publication", "urgent_at", "id"],
                name="case_ruled",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("is_open", True)),
                fields=["publication", "language", "urgent_at", "id"],
                name="case_by_language",
            ),
        ),
    ]
