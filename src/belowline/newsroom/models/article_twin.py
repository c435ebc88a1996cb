"""What editors say of articles that are the same in another language."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from belowline.newsroom.models.article import Article


class ArticleTwin(models.Model):
    """The publication of `article` says that `other`, of another publication, is the same article.

    It is so once the other one says the same; then each has the other's id in `Article.twins`.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")

    class Meta:
        db_table = "article_twin"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "other"], name="article_twin_once"),
            models.CheckConstraint(
                condition=~Q(article=F("other")), name="article_twin_of_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} and {self.other_id}"
