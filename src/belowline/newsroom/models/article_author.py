"""Who wrote an article, by the names in its byline."""

from typing import ClassVar

from django.db import models

from belowline.newsroom.models.article import Article
from belowline.newsroom.models.publication import Publication


class ArticleAuthor(models.Model):
    """One name of an article's byline; `slug` is what it comes to in addresses."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="authors")
    slug = models.SlugField(max_length=120, allow_unicode=True)
    name = models.CharField(max_length=200)

    class Meta:
        db_table = "article_author"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "slug"], name="author_of_article_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["publication", "slug"], name="articles_of_author")
        ]

    def __str__(self) -> str:
        return self.name
