"""Which articles have which pictures."""

from typing import ClassVar

from django.db import models

from belowline.newsroom.models.article import Article
from belowline.newsroom.models.picture import Picture


class PictureUse(models.Model):
    """An article that has a picture, or had it in a draft or an earlier version.

    `is_shown`: what readers see of the article has it.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="picture_uses")
    picture = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="uses")
    is_shown = models.BooleanField(default=False)

    class Meta:
        db_table = "article_picture_use"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "picture"], name="picture_use_once")
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.picture_id}"
