"""Pictures of articles."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

import belowline.core.clock
import belowline.core.ids


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0014_moves"),
    ]

    operations = [
        migrations.CreateModel(
            name="Picture",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=belowline.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="newsroom.publication"
                    ),
                ),
                ("digest", models.CharField(max_length=32)),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                ("colour", models.CharField(max_length=6)),
                ("alt", models.CharField(blank=True, max_length=1000)),
                ("is_decorative", models.BooleanField(default=False)),
                ("caption", models.CharField(blank=True, max_length=2000)),
                ("credit", models.CharField(blank=True, max_length=200)),
                ("usable_from", models.DateTimeField(null=True)),
                ("usable_until", models.DateTimeField(null=True)),
                ("offered", models.JSONField(default=dict)),
                ("uploaded_by", models.BigIntegerField(null=True)),
                ("uploaded_by_name", models.CharField(blank=True, max_length=40)),
                ("uploaded_at", models.DateTimeField(default=belowline.core.clock.now)),
            ],
            options={
                "db_table": "article_picture",
                "indexes": [
                    models.Index(fields=["publication", "-uploaded_at"], name="picture_newest"),
                    models.Index(fields=["digest"], name="picture_by_digest"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=["publication", "digest"], name="picture_once"),
                    models.CheckConstraint(
                        condition=Q(usable_from=None)
                        | Q(usable_until=None)
                        | Q(usable_until__gt=F("usable_from")),
                        name="picture_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PictureUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="picture_uses",
                        to="newsroom.article",
                    ),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uses",
                        to="newsroom.picture",
                    ),
                ),
                ("is_shown", models.BooleanField(default=False)),
            ],
            options={
                "db_table": "article_picture_use",
                "constraints": [
                    models.UniqueConstraint(fields=["article", "picture"], name="picture_use_once")
                ],
            },
        ),
        migrations.AddField(
            model_name="article",
            name="picture",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, to="newsroom.picture"
            ),
        ),
        migrations.AddField(
            model_name="articleversion",
            name="picture",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, to="newsroom.picture"
            ),
        ),
    ]
