"""What editors write and readers do not see yet, and who is writing."""

from typing import ClassVar

from django.db import models

from belowline.core.clock import now
from belowline.newsroom.models.article import Article


class ArticleDraft(models.Model):
    """A story's fields as they are being written, by name; the row goes when they are published.

    `revision` counts its saves: whoever saves says which one they had before them.
    """

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, primary_key=True, related_name="draft"
    )
    words = models.JSONField()
    revision = models.PositiveIntegerField(default=1)
    saved_by = models.BigIntegerField(null=True)
    saved_by_name = models.CharField(max_length=40, blank=True)
    saved_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "article_draft"

    def __str__(self) -> str:
        return f"{self.article_id} {self.revision}"


class ArticleEditor(models.Model):
    """Somebody who has a story open to write in it, and when they were last heard of."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE)
    person_id = models.BigIntegerField()
    name = models.CharField(max_length=40)
    seen_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "article_editor"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "person_id"], name="article_editor_once")
        ]

    def __str__(self) -> str:
        return self.name
