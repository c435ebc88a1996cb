"""Reasons in a publication's words; decisions about people, letters about them, and appeals."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import belowline.core.clock
import belowline.core.ids


class Migration(migrations.Migration):
    """New tables; decisions say whom they concern, and may be about no comment."""

    dependencies = [
        ("discussion", "0014_levels"),
        ("moderation", "0008_shifts"),
        ("newsroom", "0021_related_twins_and_hub"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Appeal",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=belowline.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("text", models.TextField()),
                ("made_at", models.DateTimeField(default=belowline.core.clock.now)),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("upheld", "Upheld"),
                            ("partly", "Partly reversed"),
                            ("reversed", "Reversed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("answer", models.CharField(blank=True, max_length=1000)),
                ("decided_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "appeal",
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=belowline.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=16)),
                ("language", models.CharField(max_length=10)),
                ("subject", models.CharField(max_length=200)),
                ("text", models.TextField()),
                ("needs_press", models.BooleanField(default=False)),
                ("written_at", models.DateTimeField(default=belowline.core.clock.now)),
                ("seen_at", models.DateTimeField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                ("mailed_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "moderation_letter",
            },
        ),
        migrations.CreateModel(
            name="PersonNote",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=belowline.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("text", models.CharField(max_length=500)),
                ("noted_at", models.DateTimeField(default=belowline.core.clock.now)),
            ],
            options={
                "db_table": "moderation_person_note",
            },
        ),
        migrations.CreateModel(
            name="PublicationReason",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=belowline.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("code", models.CharField(max_length=20)),
                ("position", models.PositiveSmallIntegerField()),
                ("retired_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "moderation_reason",
            },
        ),
        migrations.CreateModel(
            name="ReasonVersion",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=belowline.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("severity", models.PositiveSmallIntegerField()),
                ("words", models.JSONField()),
                ("written_at", models.DateTimeField(default=belowline.core.clock.now)),
            ],
            options={
                "db_table": "moderation_reason_version",
            },
        ),
        migrations.AddField(
            model_name="decision",
            name="ends_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="decision",
            name="lifts",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="lifted_by",
                to="moderation.decision",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="occasion",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="discussion.comment",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="person",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="comment",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="decisions",
                to="discussion.comment",
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="outcome",
            field=models.CharField(
                choices=[
                    ("kept", "Kept"),
                    ("held", "Held"),
                    ("hidden", "Hidden until edited"),
                    ("published", "Published"),
                    ("removed", "Removed"),
                    ("restored", "Restored"),
                    ("undone", "Undone"),
                    ("reminded", "Reminded"),
                    ("warned", "Warned"),
                    ("slowed", "Slowed down"),
                    ("checked", "Read before shown"),
                    ("suspended", "Suspended"),
                    ("closed", "Account closed"),
                    ("muted", "Reports muted"),
                    ("lifted", "Lifted"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="reason",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["person", "publication", "-id"], name="decisions_on_person"),
        ),
        migrations.AddField(
            model_name="appeal",
            name="decided_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="appeal",
            name="decision",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="appeal",
                to="moderation.decision",
            ),
        ),
        migrations.AddField(
            model_name="appeal",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="appeal",
            name="publication",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                to="newsroom.publication",
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="decision",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="letters",
                to="moderation.decision",
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="person",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="publication",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                to="newsroom.publication",
            ),
        ),
        migrations.AddField(
            model_name="personnote",
            name="author",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="personnote",
            name="person",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="personnote",
            name="publication",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                to="newsroom.publication",
            ),
        ),
        migrations.AddField(
            model_name="publicationreason",
            name="publication",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                to="newsroom.publication",
            ),
        ),
        migrations.AddField(
            model_name="reasonversion",
            name="author",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reasonversion",
            name="reason",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="versions",
                to="moderation.publicationreason",
            ),
        ),
        migrations.AddIndex(
            model_name="appeal",
            index=models.Index(
                condition=models.Q(("decided_at__isnull", True)),
                fields=["publication", "made_at", "id"],
                name="appeals_open",
            ),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(fields=["person", "publication", "-id"], name="letters_to_person"),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                condition=models.Q(("settled_at__isnull", True)),
                fields=["person", "publication"],
                name="letters_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "reports")),
                fields=("person", "publication"),
                name="told_of_reports_once",
            ),
        ),
        migrations.AddIndex(
            model_name="personnote",
            index=models.Index(fields=["person", "publication", "id"], name="notes_on_person"),
        ),
        migrations.AddConstraint(
            model_name="publicationreason",
            constraint=models.UniqueConstraint(
                fields=("publication", "code"), name="reason_of_code"
            ),
        ),
        migrations.AddConstraint(
            model_name="reasonversion",
            constraint=models.UniqueConstraint(
                fields=("reason", "number"), name="reason_version_of_number"
            ),
        ),
    ]
