"""Further addresses of articles elsewhere."""

import django.db.models.deletion
from django.db import migrations, models

import belowline.core.ids


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0011_clear_items"),
    ]

    operations = [
        migrations.CreateModel(
            name="OtherAddress",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=belowline.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("url", models.URLField(max_length=2000)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="other_addresses",
                        to="newsroom.article",
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="newsroom.publication"
                    ),
                ),
            ],
            options={
                "db_table": "article_other_address",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("publication", "url"), name="other_address_once"
                    )
                ],
            },
        ),
    ]
