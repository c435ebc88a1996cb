"""Where each subscriber stands in the outbox."""

from django.db import migrations, models

import belowline.core.clock


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0007_audit_log_names_no_reader"),
    ]

    operations = [
        migrations.CreateModel(
            name="SubscriberPlace",
            fields=[
                ("name", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("position", models.BigIntegerField(default=0)),
                ("moved_at", models.DateTimeField(default=belowline.core.clock.now)),
                ("failures", models.PositiveIntegerField(default=0)),
                ("failure", models.CharField(blank=True, max_length=500)),
                ("retry_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "subscriber_place",
            },
        ),
    ]
