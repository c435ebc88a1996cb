"""Surveys, their questions, who has taken part, and what was answered."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import belowline.core.clock
import belowline.core.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("newsroom", "0020_pictures_of_items"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Survey",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=belowline.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                ("introduction", models.CharField(blank=True, max_length=1000)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("open", "Open"), ("closed", "Closed")],
                        default="draft",
                        max_length=6,
                    ),
                ),
                (
                    "place",
                    models.CharField(
                        choices=[("top", "Top"), ("article", "Article"), ("link", "Link")],
                        default="top",
                        max_length=7,
                    ),
                ),
                ("opens_at", models.DateTimeField(null=True)),
                ("closes_at", models.DateTimeField(null=True)),
                ("needs_account", models.BooleanField(default=False)),
                ("is_anonymous", models.BooleanField(default=True)),
                ("shows_results", models.BooleanField(default=False)),
                ("key", models.CharField(max_length=64)),
                ("revision", models.PositiveIntegerField(default=0)),
                ("made_at", models.DateTimeField(default=belowline.core.clock.now)),
                (
                    "article",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="newsroom.article",
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="newsroom.publication"
                    ),
                ),
            ],
            options={
                "db_table": "survey",
            },
        ),
        migrations.CreateModel(
            name="SurveyQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("single", "Single"),
                            ("multiple", "Multiple"),
                            ("scale", "Scale"),
                            ("rank", "Rank"),
                            ("matrix", "Matrix"),
                            ("text", "Text"),
                        ],
                        max_length=8,
                    ),
                ),
                ("text", models.CharField(max_length=300)),
                ("options", models.JSONField(default=list)),
                ("rows", models.JSONField(default=list)),
                ("steps", models.PositiveSmallIntegerField(default=5)),
                ("low", models.CharField(blank=True, max_length=60)),
                ("high", models.CharField(blank=True, max_length=60)),
                ("is_required", models.BooleanField(default=False)),
                ("is_shuffled", models.BooleanField(default=False)),
                ("has_other", models.BooleanField(default=False)),
                ("asked_after", models.PositiveSmallIntegerField(null=True)),
                ("asked_option", models.PositiveSmallIntegerField(null=True)),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="surveys.survey",
                    ),
                ),
            ],
            options={
                "db_table": "survey_question",
            },
        ),
        migrations.CreateModel(
            name="SurveyResponse",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("day", models.DateField()),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="surveys.survey",
                    ),
                ),
            ],
            options={
                "db_table": "survey_response",
            },
        ),
        migrations.CreateModel(
            name="SurveyParticipant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                (
                    "survey",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="surveys.survey",
                    ),
                ),
                (
                    "response",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="surveys.surveyresponse",
                    ),
                ),
            ],
            options={
                "db_table": "survey_participant",
            },
        ),
        migrations.CreateModel(
            name="SurveyAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("option", models.SmallIntegerField(null=True)),
                ("number", models.SmallIntegerField(null=True)),
                ("text", models.CharField(blank=True, max_length=2000)),
                (
                    "question",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="surveys.surveyquestion",
                    ),
                ),
                (
                    "response",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="surveys.surveyresponse",
                    ),
                ),
            ],
            options={
                "db_table": "survey_answer",
            },
        ),
        migrations.AddIndex(
            model_name="survey",
            index=models.Index(fields=["publication", "state"], name="surveys_open"),
        ),
        migrations.AddConstraint(
            model_name="survey",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("opens_at", None),
                    ("closes_at", None),
                    ("closes_at__gt", models.F("opens_at")),
                    _connector="OR",
                ),
                name="survey_closes_later",
            ),
        ),
        migrations.AddConstraint(
            model_name="surveyquestion",
            constraint=models.UniqueConstraint(
                fields=("survey", "position"), name="survey_question_place"
            ),
        ),
        migrations.AddIndex(
            model_name="surveyresponse",
            index=models.Index(fields=["survey", "id"], name="responses_of_survey"),
        ),
        migrations.AddConstraint(
            model_name="surveyparticipant",
            constraint=models.UniqueConstraint(
                fields=("survey", "digest"), name="survey_once_each"
            ),
        ),
        migrations.AddIndex(
            model_name="surveyanswer",
            index=models.Index(fields=["question", "option", "number"], name="answers_counted"),
        ),
        migrations.AddIndex(
            model_name="surveyanswer",
            index=models.Index(fields=["response", "question"], name="answers_of_response"),
        ),
    ]
