"""What readers are notified of, and how they want to hear of it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import belowline.core.clock
import belowline.core.ids


class Migration(migrations.Migration):
    dependencies = [
        ("audience", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Notification",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=belowline.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("publication_id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("reply", "Reply"),
                            ("quote", "Quote"),
                            ("mention", "Mention"),
                            ("news", "News"),
                            ("picked", "Picked"),
                            ("removed", "Removed"),
                            ("restored", "Restored"),
                            ("published", "Published"),
                        ],
                        max_length=10,
                    ),
                ),
                ("thread_id", models.BigIntegerField()),
                ("comment_id", models.BigIntegerField()),
                ("about_id", models.BigIntegerField(null=True)),
                ("is_folded", models.BooleanField(default=False)),
                ("seen_at", models.DateTimeField(null=True)),
                ("mailed_at", models.DateTimeField(null=True)),
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
                "db_table": "notification",
                "indexes": [
                    models.Index(
                        fields=["person", "publication_id", "-id"], name="notification_newest"
                    ),
                    models.Index(
                        condition=models.Q(("is_folded", False), ("seen_at__isnull", True)),
                        fields=["person", "publication_id"],
                        name="notification_unseen",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "news"), _negated=True),
                        fields=("person", "comment_id", "kind"),
                        name="notified_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "news")),
                        fields=("thread_id", "person"),
                        name="news_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NotificationChoice",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=belowline.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("publication_id", models.BigIntegerField()),
                (
                    "mail",
                    models.CharField(
                        choices=[("never", "Never"), ("soon", "Soon"), ("daily", "Daily")],
                        max_length=5,
                    ),
                ),
                ("hour", models.PositiveSmallIntegerField(default=8)),
                ("time_zone", models.CharField(max_length=50)),
                ("language", models.CharField(max_length=10)),
                ("chosen_at", models.DateTimeField(default=belowline.core.clock.now)),
                ("planned_for", models.DateTimeField(null=True)),
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
                "db_table": "notification_choice",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "publication_id"), name="notification_choice_once"
                    )
                ],
            },
        ),
    ]
