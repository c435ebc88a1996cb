"""The names in the bylines that were there before names were kept."""

from itertools import islice
from typing import Any

from django.db import migrations

from belowline.newsroom.bylines import authors_of

_AT_ONCE = 1_000


def write_authors(apps: Any, _: Any) -> None:
    """Writes down the names of the bylines that are there."""
    author = apps.get_model("newsroom", "ArticleAuthor")
    signed = apps.get_model("newsroom", "Article").objects.exclude(byline="")
    rows = signed.values_list("id", "publication_id", "byline").order_by("id")
    names = (
        author(article_id=article_id, publication_id=publication_id, slug=slug, name=name)
        for article_id, publication_id, byline in rows.iterator(_AT_ONCE)
        for slug, name in authors_of(byline).items()
    )
    while written := list(islice(names, _AT_ONCE)):
        author.objects.bulk_create(written)


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0017_front_pages")]

    operations = [
        migrations.RunPython(write_authors, migrations.RunPython.noop, elidable=False),
    ]
