"""Articles beside an article, its twins in other languages, and feeds that a hub is told of."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0020_pictures_of_items")]

    operations = [
        migrations.AddField(
            model_name="article",
            name=name,
            field=models.JSONField(db_default=models.Value([], models.JSONField()), default=list),
        )
        for name in ("related", "twins")
    ] + [
        migrations.CreateModel(
            name="ArticleTwin",
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
                        on_delete=models.CASCADE, related_name="+", to="newsroom.article"
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=models.CASCADE, related_name="+", to="newsroom.article"
                    ),
                ),
            ],
            options={
                "db_table": "article_twin",
                "constraints": [
                    models.UniqueConstraint(fields=("article", "other"), name="article_twin_once"),
                    models.CheckConstraint(
                        condition=models.Q(("article", models.F("other")), _negated=True),
                        name="article_twin_of_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HubPing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.CharField(blank=True, max_length=200)),
                ("due_at", models.DateTimeField()),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=models.CASCADE, related_name="+", to="newsroom.publication"
                    ),
                ),
            ],
            options={
                "db_table": "hub_ping",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("publication", "path", "due_at"), name="hub_ping_once"
                    )
                ],
            },
        ),
    ]
