"""Offers, their figures, and which sites show one another."""

import django.db.models.deletion
from django.db import migrations, models

import belowline.core.clock
import belowline.core.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("newsroom", "0019_ai_crawlers"),
    ]

    operations = [
        migrations.CreateModel(
            name="Offer",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=belowline.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                ("text", models.CharField(blank=True, max_length=300)),
                ("link", models.CharField(max_length=2000)),
                (
                    "label",
                    models.CharField(
                        choices=[("advertisement", "Advertisement"), ("own", "Own")], max_length=14
                    ),
                ),
                ("sections", models.JSONField(default=list)),
                ("places", models.JSONField(default=list)),
                ("weight", models.PositiveSmallIntegerField(default=10)),
                ("daily_cap", models.PositiveIntegerField(null=True)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField(null=True)),
                ("is_on", models.BooleanField(default=True)),
                ("made_at", models.DateTimeField(default=belowline.core.clock.now)),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="newsroom.publication"
                    ),
                ),
            ],
            options={
                "db_table": "offer",
            },
        ),
        migrations.CreateModel(
            name="OfferPicture",
            fields=[
                (
                    "offer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="picture",
                        serialize=False,
                        to="network.offer",
                    ),
                ),
                ("digest", models.CharField(max_length=32)),
                ("content", models.BinaryField()),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
            ],
            options={
                "db_table": "offer_picture",
            },
        ),
        migrations.CreateModel(
            name="OfferDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("views", models.PositiveIntegerField(default=0)),
                ("presses", models.PositiveIntegerField(default=0)),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="days",
                        to="network.offer",
                    ),
                ),
            ],
            options={
                "db_table": "offer_day",
            },
        ),
        migrations.CreateModel(
            name="SiteLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("shows", models.BooleanField(default=False)),
                ("is_shown", models.BooleanField(default=False)),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="newsroom.publication",
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="newsroom.publication",
                    ),
                ),
            ],
            options={
                "db_table": "site_link",
            },
        ),
        migrations.AddIndex(
            model_name="offer",
            index=models.Index(fields=["publication", "is_on"], name="offers_running"),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_at", None), ("ends_at__gt", models.F("starts_at")), _connector="OR"
                ),
                name="offer_ends_later",
            ),
        ),
        migrations.AddConstraint(
            model_name="offerday",
            constraint=models.UniqueConstraint(fields=("offer", "day"), name="offer_day_once"),
        ),
        migrations.AddConstraint(
            model_name="sitelink",
            constraint=models.UniqueConstraint(
                fields=("publication", "other"), name="site_link_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="sitelink",
            constraint=models.CheckConstraint(
                condition=models.Q(("publication", models.F("other")), _negated=True),
                name="site_link_to_another",
            ),
        ),
    ]
