"""Notifications of people who are followed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("audience", "0006_push"),
    ]

    operations = [
        migrations.AlterField(
            model_name="notification",
            name="kind",
            field=models.CharField(
                choices=[
                    ("reply", "Reply"),
                    ("quote", "Quote"),
                    ("mention", "Mention"),
                    ("news", "News"),
                    ("person", "Person"),
                    ("picked", "Picked"),
                    ("removed", "Removed"),
                    ("restored", "Restored"),
                    ("published", "Published"),
                ],
                max_length=10,
            ),
        ),
    ]
