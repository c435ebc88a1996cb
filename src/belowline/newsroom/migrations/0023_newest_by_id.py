"""Indexes of the newest articles end with the id, as the lists' order does."""

from typing import ClassVar

from django.db import migrations, models

_FIELDS = {
    "article_newest": ["publication", "-published_at", "-id"],
    "article_newest_in_section": ["section", "-published_at", "-id"],
    "article_last_changed": ["publication", "-changed_at", "-id"],
    "article_last_changed_of_state": ["publication", "state", "-changed_at", "-id"],
}


class Migration(migrations.Migration):
    """Where many articles have one moment, all of them were sorted for a list."""

    dependencies: ClassVar = [("newsroom", "0022_article_reads")]

    operations: ClassVar = [
        operation
        for name, fields in _FIELDS.items()
        for operation in (
            migrations.RemoveIndex(model_name="article", name=name),
            migrations.AddIndex(model_name="article", index=models.Index(fields=fields, name=name)),
        )
    ]
