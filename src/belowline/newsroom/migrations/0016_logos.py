"""Logos of publications."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0015_pictures"),
    ]

    operations = [
        migrations.CreateModel(
            name="PublicationLogo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "mode",
                    models.CharField(choices=[("light", "Light"), ("dark", "Dark")], max_length=5),
                ),
                ("digest", models.CharField(max_length=32)),
                ("content", models.BinaryField()),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="logos",
                        to="newsroom.publication",
                    ),
                ),
            ],
            options={
                "db_table": "publication_logo",
                "constraints": [
                    models.UniqueConstraint(fields=("publication", "mode"), name="one_logo_a_mode")
                ],
            },
        ),
    ]
