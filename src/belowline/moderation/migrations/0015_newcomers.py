"""Newcomers have a queue of their own."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import belowline.core.ids


class Migration(migrations.Migration):
    """New columns with an index, and what a publication calls a newcomer."""

    dependencies: ClassVar = [
        ("moderation", "0014_reads"),
        ("newsroom", "0022_article_reads"),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name="case",
            name="is_first",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="case",
            name="is_newcomers",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("is_newcomers", True), ("is_open", True)),
                fields=["publication", "urgent_at", "id"],
                name="case_newcomers",
            ),
        ),
        migrations.CreateModel(
            name="NewcomerRule",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=belowline.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("comments", models.PositiveSmallIntegerField(default=3)),
                ("shows_first", models.BooleanField(default=False)),
                (
                    "publication",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="newsroom.publication",
                    ),
                ),
            ],
            options={"db_table": "newcomer_rule"},
        ),
    ]
