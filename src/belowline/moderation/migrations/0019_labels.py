"""Labels: a publication's own, put on comments by decisions, asked for by queues."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import belowline.core.ids


class Migration(migrations.Migration):
    """A table, columns with constant defaults, a further outcome, and an index."""

    dependencies: ClassVar = [
        ("discussion", "0017_labels"),
        ("moderation", "0018_incident_stories"),
        ("newsroom", "0022_article_reads"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="PublicationLabel",
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
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="newsroom.publication",
                    ),
                ),
                ("code", models.CharField(max_length=20)),
                ("position", models.PositiveSmallIntegerField()),
                ("names", models.JSONField(default=dict)),
                ("is_shown", models.BooleanField()),
                ("is_retired", models.BooleanField(default=False)),
            ],
            options={
                "db_table": "moderation_label",
            },
        ),
        migrations.AddField(
            model_name="case",
            name="labels",
            field=models.CharField(blank=True, db_default="", default="", max_length=150),
        ),
        migrations.AddField(
            model_name="decision",
            name="label",
            field=models.CharField(blank=True, db_default="", default="", max_length=20),
        ),
        migrations.AddField(
            model_name="savedqueue",
            name="labels",
            field=models.JSONField(default=list),
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
                    ("shut", "Discussion closed"),
                    ("reopened", "Discussion reopened"),
                    ("labelled", "Labelled"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(models.Q(("labels", ""), _negated=True), ("is_open", True)),
                fields=["publication", "urgent_at", "id"],
                name="case_labelled",
            ),
        ),
        migrations.AddConstraint(
            model_name="publicationlabel",
            constraint=models.UniqueConstraint(
                fields=("publication", "code"), name="label_of_code"
            ),
        ),
    ]
