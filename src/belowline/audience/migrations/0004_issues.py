"""Issues of newsletters, and what became of each mail."""

import django.db.models.deletion
from django.db import migrations, models

import belowline.core.clock
import belowline.core.ids


class Migration(migrations.Migration):
    dependencies = [
        ("audience", "0003_lists"),
    ]

    operations = [
        migrations.CreateModel(
            name="Issue",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=belowline.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("publication_id", models.BigIntegerField()),
                ("subject", models.CharField(max_length=150)),
                ("text", models.TextField(blank=True)),
                ("article_ids", models.JSONField(default=list)),
                ("comment_id", models.BigIntegerField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("scheduled", "Scheduled"),
                            ("sending", "Sending"),
                            ("paused", "Paused"),
                            ("sent", "Sent"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("pause_reason", models.CharField(blank=True, max_length=200)),
                ("is_spread", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField(default=belowline.core.clock.now)),
                ("due_at", models.DateTimeField(null=True)),
                ("begun_at", models.DateTimeField(null=True)),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "mailing_list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="audience.mailinglist",
                    ),
                ),
            ],
            options={
                "db_table": "issue",
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("domain", models.CharField(max_length=255)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("handing", "Handing"),
                            ("handed", "Handed"),
                            ("unknown", "Unknown"),
                            ("refused", "Refused"),
                            ("bounced", "Bounced"),
                            ("complained", "Complained"),
                            ("left", "Left"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("due_at", models.DateTimeField(default=belowline.core.clock.now)),
                ("changed_at", models.DateTimeField(default=belowline.core.clock.now)),
                ("fault", models.CharField(blank=True, max_length=200)),
                (
                    "subscription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="audience.subscription",
                    ),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="audience.issue",
                    ),
                ),
            ],
            options={
                "db_table": "delivery",
            },
        ),
        migrations.AddIndex(
            model_name="issue",
            index=models.Index(fields=["publication_id", "state", "-id"], name="issue_by_state"),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(fields=["issue", "state", "id"], name="delivery_by_state"),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(
                fields=("issue", "subscription"), name="delivered_once"
            ),
        ),
    ]
