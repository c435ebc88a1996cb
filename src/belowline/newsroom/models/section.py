"""The parts of a publication."""

from typing import ClassVar

from django.db import models

from belowline.core.ids import new_id
from belowline.newsroom.models.publication import Publication


class Section(models.Model):
    """A part of a publication, such as Politics."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="sections")
    slug = models.SlugField(max_length=60, allow_unicode=True)
    name = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "section"
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publication", "slug"], name="section_slug_once")
        ]

    def __str__(self) -> str:
        return self.name
