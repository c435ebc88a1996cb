"""What is said of discussions outside of them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("discussion", "0011_moves"),
        ("newsroom", "0018_authors_of_bylines"),
    ]

    operations = [
        migrations.CreateModel(
            name="StaleSummary",
            fields=[
                (
                    "thread",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="discussion.thread",
                    ),
                ),
                ("event", models.BigIntegerField()),
            ],
            options={
                "db_table": "thread_summary_stale",
            },
        ),
        migrations.CreateModel(
            name="ThreadSummary",
            fields=[
                (
                    "thread",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="summary",
                        serialize=False,
                        to="discussion.thread",
                    ),
                ),
                ("trending", models.FloatField()),
                ("discussed", models.FloatField()),
                ("people", models.PositiveIntegerField()),
                (
                    "highlight",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="discussion.comment",
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="newsroom.publication",
                    ),
                ),
            ],
            options={
                "db_table": "thread_summary",
                "indexes": [
                    models.Index(fields=["publication", "-trending"], name="thread_trending"),
                    models.Index(fields=["publication", "-discussed"], name="thread_discussed"),
                ],
            },
        ),
    ]
