"""How often articles are read, by the hour."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A new table."""

    dependencies: ClassVar = [("newsroom", "0021_related_twins_and_hub")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="ArticleReads",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("hour", models.DateTimeField()),
                ("number", models.BigIntegerField()),
                ("is_fresh", models.BooleanField()),
                (
                    "article",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="newsroom.article",
                    ),
                ),
            ],
            options={
                "db_table": "article_reads",
                "indexes": [
                    models.Index(fields=["hour"], name="article_reads_by_hour"),
                    models.Index(
                        condition=models.Q(("is_fresh", True)),
                        fields=["id"],
                        name="article_reads_fresh",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("article", "hour"), name="article_reads_of_hour"
                    )
                ],
            },
        ),
    ]
