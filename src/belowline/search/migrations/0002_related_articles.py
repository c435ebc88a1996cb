"""Which articles are related, and comments by section; worked out in the hours after an upgrade."""

from typing import Any

from django.db import migrations, models


def mark_all(apps: Any, _: Any) -> None:
    """Has those of every article in the index be worked out, the newest first, and has comments be
    indexed with the section in which they stand.
    """
    stale = apps.get_model("search", "StaleText")
    ids = apps.get_model("search", "IndexedArticle").objects.order_by("-id")
    stale.objects.bulk_create(
        (
            stale(kind="near", object_id=key, event=0)
            for key in list(ids.values_list("id", flat=True))
        ),
        ignore_conflicts=True,
        batch_size=1_000,
    )

    threads = apps.get_model("discussion", "Thread").objects.exclude(last_comment_at=None)
    stale.objects.bulk_create(
        (
            stale(kind="thread", object_id=key, event=0)
            for key in list(threads.order_by("-last_comment_at").values_list("id", flat=True))
        ),
        ignore_conflicts=True,
        batch_size=1_000,
    )


class Migration(migrations.Migration):
    dependencies = [("discussion", "0013_pins_of_moves"), ("search", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="RelatedArticles",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("found", models.JSONField(default=list)),
            ],
            options={"db_table": "search_related"},
        ),
        migrations.AlterField(
            model_name="staletext",
            name="kind",
            field=models.CharField(
                choices=[
                    ("comment", "Comment"),
                    ("article", "Article"),
                    ("thread", "Thread"),
                    ("related", "Related"),
                    ("near", "Near"),
                ],
                max_length=8,
            ),
        ),
        migrations.RunPython(mark_all, migrations.RunPython.noop, elidable=True),
    ]
