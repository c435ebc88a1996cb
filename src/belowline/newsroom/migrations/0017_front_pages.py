"""Front pages in an editor's order, and the names in bylines."""

import django.db.models.deletion
from django.db import migrations, models

import belowline.core.ids


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0016_logos"),
    ]

    operations = [
        migrations.CreateModel(
            name="FrontPage",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=belowline.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                (
                    "rule",
                    models.CharField(
                        choices=[("newest", "Newest"), ("discussed", "Discussed")],
                        db_default="newest",
                        default="newest",
                        max_length=10,
                    ),
                ),
                ("breaking", models.CharField(blank=True, db_default="", max_length=200)),
                ("breaking_until", models.DateTimeField(null=True)),
                ("revision", models.PositiveIntegerField(db_default=0, default=0)),
                (
                    "breaking_article",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to="newsroom.article",
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="newsroom.publication"
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="newsroom.section",
                    ),
                ),
            ],
            options={
                "db_table": "front_page",
            },
        ),
        migrations.CreateModel(
            name="FrontPlace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="newsroom.article"
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="places",
                        to="newsroom.frontpage",
                    ),
                ),
            ],
            options={
                "db_table": "front_page_place",
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="ArticleAuthor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(allow_unicode=True, max_length=120)),
                ("name", models.CharField(max_length=200)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="authors",
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
                "db_table": "article_author",
                "indexes": [
                    models.Index(fields=["publication", "slug"], name="articles_of_author")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("article", "slug"), name="author_of_article_once"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="frontpage",
            constraint=models.UniqueConstraint(
                fields=("publication", "section"), name="section_front_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="frontpage",
            constraint=models.UniqueConstraint(
                condition=models.Q(("section", None)),
                fields=("publication",),
                name="front_page_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="frontplace",
            constraint=models.UniqueConstraint(
                fields=("page", "article"), name="article_placed_once"
            ),
        ),
    ]
