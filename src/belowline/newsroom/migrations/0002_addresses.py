"""A publication has an address of its own, host names, and origins that it trusts."""

import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="publication",
            name="base_url",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AlterField(
            model_name="article",
            name="slug",
            field=models.SlugField(allow_unicode=True, max_length=120),
        ),
        migrations.AlterField(
            model_name="section",
            name="slug",
            field=models.SlugField(allow_unicode=True, max_length=60),
        ),
        migrations.CreateModel(
            name="PublicationHost",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=253, unique=True)),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hosts",
                        to="newsroom.publication",
                    ),
                ),
            ],
            options={
                "db_table": "publication_host",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", django.db.models.functions.text.Lower("name"))),
                        name="host_in_small_letters",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PublicationOrigin",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("origin", models.CharField(max_length=300)),
                ("may_call", models.BooleanField(default=False)),
                ("may_frame", models.BooleanField(default=False)),
                (
                    "source",
                    models.CharField(
                        choices=[("settings", "Settings"), ("command", "Command")], max_length=10
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="origins",
                        to="newsroom.publication",
                    ),
                ),
            ],
            options={
                "db_table": "publication_origin",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("publication", "origin", "source"), name="origin_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("origin", django.db.models.functions.text.Lower("origin"))
                        ),
                        name="origin_in_small_letters",
                    ),
                ],
            },
        ),
    ]
