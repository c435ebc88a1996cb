"""How editors order front pages, and the line about what is happening right now."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belowline.core.ids import new_id
from belowline.newsroom.models.article import Article
from belowline.newsroom.models.publication import Publication
from belowline.newsroom.models.section import Section


class FrontPage(models.Model):
    """The front page of a publication, or of one of its sections (`section`).

    Below the articles that an editor has placed the others follow by the `rule`. The `breaking`
    line stands on top until its time is over, and leads to `breaking_article` where there is one.
    `revision` counts changes, so that of two editors at once the second is told.
    """

    class Rule(models.TextChoices):
        """What comes first of the articles that nobody has placed."""

        NEWEST = "newest"
        DISCUSSED = "discussed"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE)
    section = models.ForeignKey(Section, on_delete=models.CASCADE, null=True)
    rule = models.CharField(
        max_length=10, choices=Rule.choices, default=Rule.NEWEST, db_default=Rule.NEWEST
    )
    breaking = models.CharField(max_length=200, blank=True, db_default="")
    breaking_article = models.ForeignKey(Article, on_delete=models.SET_NULL, null=True)
    breaking_until = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=0, db_default=0)

    class Meta:
        db_table = "front_page"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publication", "section"], name="section_front_once"),
            models.UniqueConstraint(
                fields=["publication"], condition=Q(section=None), name="front_page_once"
            ),
        ]

    def __str__(self) -> str:
        return f"Front page of {self.section_id or self.publication_id}"


class FrontPlace(models.Model):
    """An article in its place on a front page; the first one leads."""

    page = models.ForeignKey(FrontPage, on_delete=models.CASCADE, related_name="places")
    article = models.ForeignKey(Article, on_delete=models.CASCADE)
    position = models.PositiveSmallIntegerField()

    class Meta:
        db_table = "front_page_place"
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["page", "article"], name="article_placed_once")
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.article_id}"
