"""How often articles are read, by the hour: numbers, and nothing of who reads."""

from typing import ClassVar

from django.db import models

from belowline.newsroom.models.article import Article


class ArticleReads(models.Model):
    """How often an article's page was sent in the hour that begins at `hour`.

    `is_fresh`: something was added since somebody last went by it (services.reads.take_fresh).
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+", db_index=False)
    hour = models.DateTimeField()
    number = models.BigIntegerField()
    is_fresh = models.BooleanField()

    class Meta:
        db_table = "article_reads"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "hour"], name="article_reads_of_hour")
        ]
        indexes: ClassVar = [
            models.Index(fields=["hour"], name="article_reads_by_hour"),
            models.Index(
                fields=["id"], name="article_reads_fresh", condition=models.Q(is_fresh=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} reads of {self.article_id}"
