"""Long copies of articles in comments."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0009_limits"),
    ]

    operations = [
        migrations.CreateModel(
            name="ArticleShingles",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="shingles",
                        serialize=False,
                        to="newsroom.article",
                    ),
                ),
                ("packed", models.BinaryField()),
            ],
            options={
                "db_table": "article_shingles",
            },
        ),
    ]
