"""What people may not do for now, names they had, and the language they chose."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import belowline.core.clock


class Migration(migrations.Migration):
    """New tables, and a column with a constant default."""

    dependencies = [
        ("accounts", "0011_reader_follow"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="language",
            field=models.CharField(blank=True, db_default="", default="", max_length=10),
        ),
        migrations.AlterField(
            model_name="grant",
            name="role",
            field=models.CharField(
                choices=[
                    ("trusted", "Trusted"),
                    ("protected", "Protected"),
                    ("reporter", "Reporter"),
                    ("moderator", "Moderator"),
                    ("editor", "Editor"),
                    ("administrator", "Administrator"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="staffinvitation",
            name="role",
            field=models.CharField(
                choices=[
                    ("trusted", "Trusted"),
                    ("protected", "Protected"),
                    ("reporter", "Reporter"),
                    ("moderator", "Moderator"),
                    ("editor", "Editor"),
                    ("administrator", "Administrator"),
                ],
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            name="FormerName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40)),
                ("until", models.DateTimeField(default=belowline.core.clock.now)),
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
                "db_table": "former_name",
                "indexes": [models.Index(fields=["person", "-until"], name="names_of_person")],
            },
        ),
        migrations.CreateModel(
            name="Restriction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("publication_id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("unread", "Unread"),
                            ("slowed", "Slowed"),
                            ("checked", "Checked"),
                            ("suspended", "Suspended"),
                            ("closed", "Closed"),
                            ("muted", "Muted"),
                        ],
                        max_length=10,
                    ),
                ),
                ("ends_at", models.DateTimeField(null=True)),
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
                "db_table": "restriction",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "publication_id", "kind"), name="restricted_once"
                    )
                ],
            },
        ),
    ]
