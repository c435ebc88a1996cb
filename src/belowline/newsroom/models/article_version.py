"""What a story said when, and what readers were told of its changes."""

from typing import ClassVar

from django.db import models

from belowline.core.clock import now
from belowline.core.ids import new_id
from belowline.newsroom.models.article import Article
from belowline.newsroom.models.picture import Picture


class ArticleVersion(models.Model):
    """What readers saw from `made_at` on, until the next number."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    made_at = models.DateTimeField(default=now)
    made_by = models.BigIntegerField(null=True)
    made_by_name = models.CharField(max_length=40, blank=True)
    headline = models.CharField(max_length=300)
    standfirst = models.TextField(blank=True)
    byline = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    picture = models.ForeignKey(Picture, on_delete=models.SET_NULL, null=True)
    question = models.CharField(max_length=300, blank=True, db_default="")

    class Meta:
        db_table = "article_version"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "number"], name="article_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.number}"


class ArticleNotice(models.Model):
    """A line for readers about a change: a correction names what was wrong."""

    class Kind(models.TextChoices):
        """Which change."""

        CORRECTION = "correction"
        UPDATE = "update"
        WITHDRAWAL = "withdrawal"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    text = models.CharField(max_length=500)
    made_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "article_notice"
        indexes: ClassVar = [models.Index(fields=["article", "made_at"], name="notice_of_article")]

    def __str__(self) -> str:
        return self.text
