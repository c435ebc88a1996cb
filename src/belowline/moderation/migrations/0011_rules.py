"""Rules with their versions, trials and what they met; incidents; cases that a rule has flagged."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import belowline.core.clock
import belowline.core.ids


class Migration(migrations.Migration):
    """New tables, and columns with a default or without a value."""

    dependencies: ClassVar = [
        ("discussion", "0015_slow_mode"),
        ("moderation", "0010_whom_decisions_concern"),
        ("newsroom", "0021_related_twins_and_hub"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Incident",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=belowline.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("sections", models.JSONField()),
                ("note", models.CharField(blank=True, max_length=300)),
                ("begun_at", models.DateTimeField(default=belowline.core.clock.now)),
                ("ends_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "moderation_incident",
            },
        ),
        migrations.CreateModel(
            name="Rule",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=belowline.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                (
                    "mode",
                    models.CharField(
                        choices=[("off", "Off"), ("shadow", "Shadow"), ("live", "Live")],
                        default="off",
                        max_length=6,
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("fault", models.CharField(blank=True, max_length=300)),
                ("made_at", models.DateTimeField(default=belowline.core.clock.now)),
                ("live_at", models.DateTimeField(null=True)),
                ("tripped_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "moderation_rule",
            },
        ),
        migrations.CreateModel(
            name="RuleMatch",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=belowline.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("is_live", models.BooleanField()),
                ("action", models.CharField(max_length=10)),
                ("spans", models.JSONField(default=list)),
                ("text_version", models.IntegerField(default=1)),
                ("matched_at", models.DateTimeField(default=belowline.core.clock.now)),
            ],
            options={
                "db_table": "moderation_rule_match",
            },
        ),
        migrations.CreateModel(
            name="RuleTrial",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=belowline.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("asked_at", models.DateTimeField(default=belowline.core.clock.now)),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("outcome", models.JSONField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "moderation_rule_trial",
            },
        ),
        migrations.CreateModel(
            name="RuleVersion",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=belowline.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("definition", models.JSONField()),
                ("why", models.CharField(blank=True, max_length=250)),
                ("made_at", models.DateTimeField(default=belowline.core.clock.now)),
            ],
            options={
                "db_table": "moderation_rule_version",
            },
        ),
        migrations.AddField(
            model_name="case",
            name="is_flagged",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("is_flagged", True), ("is_open", True)),
                fields=["publication", "urgent_at", "id"],
                name="case_flagged",
            ),
        ),
        migrations.AddField(
            model_name="incident",
            name="begun_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="incident",
            name="publication",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, to="newsroom.publication"
            ),
        ),
        migrations.AddField(
            model_name="rule",
            name="incident",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rules",
                to="moderation.incident",
            ),
        ),
        migrations.AddField(
            model_name="rule",
            name="publication",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                to="newsroom.publication",
            ),
        ),
        migrations.AddField(
            model_name="rulematch",
            name="comment",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rule_matches",
                to="discussion.comment",
            ),
        ),
        migrations.AddField(
            model_name="rulematch",
            name="decision",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="moderation.decision",
            ),
        ),
        migrations.AddField(
            model_name="rulematch",
            name="person",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="rulematch",
            name="publication",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                to="newsroom.publication",
            ),
        ),
        migrations.AddField(
            model_name="rulematch",
            name="rule",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="matches",
                to="moderation.rule",
            ),
        ),
        migrations.AddField(
            model_name="ruletrial",
            name="publication",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                to="newsroom.publication",
            ),
        ),
        migrations.AddField(
            model_name="ruleversion",
            name="author",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="ruleversion",
            name="rule",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="versions",
                to="moderation.rule",
            ),
        ),
        migrations.AddField(
            model_name="ruletrial",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="trials",
                to="moderation.ruleversion",
            ),
        ),
        migrations.AddField(
            model_name="rulematch",
            name="version",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                to="moderation.ruleversion",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="rule_version",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="moderation.ruleversion",
            ),
        ),
        migrations.AddIndex(
            model_name="rule",
            index=models.Index(fields=["publication", "position", "id"], name="rule_in_order"),
        ),
        migrations.AddConstraint(
            model_name="ruleversion",
            constraint=models.UniqueConstraint(fields=("rule", "number"), name="rule_version_once"),
        ),
        migrations.AddIndex(
            model_name="rulematch",
            index=models.Index(fields=["rule", "matched_at"], name="rule_match_newest"),
        ),
        migrations.AddIndex(
            model_name="rulematch",
            index=models.Index(
                fields=["publication", "matched_at"], name="rule_match_of_publication"
            ),
        ),
        migrations.AddIndex(
            model_name="rulematch",
            index=models.Index(
                condition=models.Q(("person__isnull", False)),
                fields=["person", "matched_at"],
                name="rule_match_refused",
            ),
        ),
    ]
