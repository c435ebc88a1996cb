"""Discussions are merged and split."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0013_rules_of_discussions"),
    ]

    operations = [
        migrations.AlterField(
            model_name="article",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("published", "Published"),
                    ("held", "Held"),
                    ("withdrawn", "Withdrawn"),
                    ("killed", "Killed"),
                    ("merged", "Merged"),
                ],
                db_default="published",
                default="published",
                max_length=12,
            ),
        ),
    ]
