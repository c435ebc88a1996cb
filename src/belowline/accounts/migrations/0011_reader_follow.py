"""Readers follow one another, where the other wants it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import belowline.core.clock


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0010_badges_end"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="may_be_followed",
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.CreateModel(
            name="ReaderFollow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("publication_id", models.BigIntegerField()),
                ("since", models.DateTimeField(default=belowline.core.clock.now)),
                (
                    "other",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "reader_follow",
                "indexes": [
                    models.Index(
                        fields=["other", "publication_id", "person"], name="followers_of_reader"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "publication_id", "other"), name="reader_followed_once"
                    )
                ],
            },
        ),
    ]
