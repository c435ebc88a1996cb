"""Surveys ask one reader in so many, lead on after an option, and can be continued."""

import django.db.models.deletion
from django.db import migrations, models

import belowline.core.clock


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="SurveyDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("given", models.JSONField()),
                ("saved_at", models.DateTimeField(default=belowline.core.clock.now)),
            ],
            options={
                "db_table": "survey_draft",
            },
        ),
        migrations.RemoveIndex(
            model_name="surveyanswer",
            name="answers_counted",
        ),
        migrations.RemoveIndex(
            model_name="surveyanswer",
            name="answers_of_response",
        ),
        migrations.AddField(
            model_name="survey",
            name="again_after",
            field=models.PositiveSmallIntegerField(db_default=7, default=7),
        ),
        migrations.AddField(
            model_name="survey",
            name="sample",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="survey",
            name="sides",
            field=models.JSONField(db_default=[], default=list),
        ),
        migrations.AddField(
            model_name="surveyquestion",
            name="jumps",
            field=models.JSONField(db_default={}, default=dict),
        ),
        migrations.AddIndex(
            model_name="surveyanswer",
            index=models.Index(
                fields=["question", "option", "number", "response"], name="answers_counted_each"
            ),
        ),
        migrations.AddIndex(
            model_name="surveyanswer",
            index=models.Index(
                fields=["response", "question", "option", "number"], name="answers_of_one"
            ),
        ),
        migrations.AddField(
            model_name="surveydraft",
            name="survey",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, to="surveys.survey"
            ),
        ),
        migrations.AddConstraint(
            model_name="surveydraft",
            constraint=models.UniqueConstraint(
                fields=("survey", "digest"), name="survey_draft_once"
            ),
        ),
    ]
