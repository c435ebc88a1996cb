"""Stories have a state, drafts and versions; an empty installation has a code."""

import django.db.models.deletion
from django.db import migrations, models

import belowline.core.clock
import belowline.core.ids


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0005_one_spelling"),
    ]

    operations = [
        migrations.CreateModel(
            name="ArticleDraft",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="draft",
                        serialize=False,
                        to="newsroom.article",
                    ),
                ),
                ("words", models.JSONField()),
                ("revision", models.PositiveIntegerField(default=1)),
                ("saved_by", models.BigIntegerField(null=True)),
                ("saved_by_name", models.CharField(blank=True, max_length=40)),
                ("saved_at", models.DateTimeField(default=belowline.core.clock.now)),
            ],
            options={
                "db_table": "article_draft",
            },
        ),
        migrations.CreateModel(
            name="ArticleEditor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person_id", models.BigIntegerField()),
                ("name", models.CharField(max_length=40)),
                ("seen_at", models.DateTimeField(default=belowline.core.clock.now)),
            ],
            options={
                "db_table": "article_editor",
            },
        ),
        migrations.CreateModel(
            name="ArticleNotice",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=belowline.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("correction", "Correction"),
                            ("update", "Update"),
                            ("withdrawal", "Withdrawal"),
                        ],
                        max_length=12,
                    ),
                ),
                ("text", models.CharField(max_length=500)),
                ("made_at", models.DateTimeField(default=belowline.core.clock.now)),
            ],
            options={
                "db_table": "article_notice",
            },
        ),
        migrations.CreateModel(
            name="ArticleVersion",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=belowline.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("made_at", models.DateTimeField(default=belowline.core.clock.now)),
                ("made_by", models.BigIntegerField(null=True)),
                ("made_by_name", models.CharField(blank=True, max_length=40)),
                ("headline", models.CharField(max_length=300)),
                ("standfirst", models.TextField(blank=True)),
                ("byline", models.CharField(blank=True, max_length=200)),
                ("body", models.TextField(blank=True)),
            ],
            options={
                "db_table": "article_version",
            },
        ),
        migrations.CreateModel(
            name="FormerAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(allow_unicode=True, max_length=120)),
            ],
            options={
                "db_table": "article_former_address",
            },
        ),
        migrations.CreateModel(
            name="SetUpCode",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("made_at", models.DateTimeField(default=belowline.core.clock.now)),
            ],
            options={
                "db_table": "set_up_code",
            },
        ),
        migrations.AddField(
            model_name="article",
            name="changed_at",
            field=models.DateTimeField(default=belowline.core.clock.now),
        ),
        migrations.AddField(
            model_name="article",
            name="embargo_until",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="article",
            name="remains",
            field=models.CharField(
                choices=[
                    ("discussion", "Discussion"),
                    ("headline", "Headline"),
                    ("nothing", "Nothing"),
                ],
                db_default="discussion",
                default="discussion",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="source",
            field=models.CharField(blank=True, db_default="", max_length=120),
        ),
        migrations.AddField(
            model_name="article",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("published", "Published"),
                    ("held", "Held"),
                    ("withdrawn", "Withdrawn"),
                    ("killed", "Killed"),
                ],
                db_default="published",
                default="published",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="state_note",
            field=models.CharField(blank=True, db_default="", max_length=300),
        ),
        migrations.AddField(
            model_name="article",
            name="version",
            field=models.PositiveIntegerField(db_default=1, default=1),
        ),
        migrations.AddField(
            model_name="publication",
            name="mail_arrived_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunSQL("UPDATE article SET changed_at = published_at", migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["publication", "-changed_at"], name="article_last_changed"),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                fields=["publication", "state", "-changed_at"], name="article_last_changed_of_state"
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["publication", "licence_ends_at"], name="article_ends"),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("embargo_until", None),
                    models.Q(("state", "published"), _negated=True),
                    ("published_at__gte", models.F("embargo_until")),
                    _connector="OR",
                ),
                name="article_not_before_its_embargo",
            ),
        ),
        migrations.AddField(
            model_name="articleeditor",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, to="newsroom.article"
            ),
        ),
        migrations.AddField(
            model_name="articlenotice",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="notices",
                to="newsroom.article",
            ),
        ),
        migrations.AddField(
            model_name="articleversion",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="versions",
                to="newsroom.article",
            ),
        ),
        migrations.AddField(
            model_name="formeraddress",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="former_addresses",
                to="newsroom.article",
            ),
        ),
        migrations.AddField(
            model_name="formeraddress",
            name="publication",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, to="newsroom.publication"
            ),
        ),
        migrations.AddField(
            model_name="formeraddress",
            name="section",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, to="newsroom.section"
            ),
        ),
        migrations.AddConstraint(
            model_name="articleeditor",
            constraint=models.UniqueConstraint(
                fields=("article", "person_id"), name="article_editor_once"
            ),
        ),
        migrations.AddIndex(
            model_name="articlenotice",
            index=models.Index(fields=["article", "made_at"], name="notice_of_article"),
        ),
        migrations.AddConstraint(
            model_name="articleversion",
            constraint=models.UniqueConstraint(
                fields=("article", "number"), name="article_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="formeraddress",
            constraint=models.UniqueConstraint(
                fields=("publication", "section", "slug"), name="former_address_once"
            ),
        ),
    ]
