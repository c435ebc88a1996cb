"""Pictures that editors have uploaded for articles."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from belowline.core.clock import now
from belowline.core.ids import new_id
from belowline.newsroom.models.publication import Publication


class Picture(models.Model):
    """A picture of a publication: its files are kept under `digest`, which is of their content.

    `width` and `height` are those of the largest file, `colour` what most of it has. `offered` is
    what its file said of itself, until an editor has looked at it. It may be shown from
    `usable_from` and before `usable_until`, and only in articles that are shown no wider than its
    `limits` (queries.licence_limits). `came_by` is the feed that brought it, if one did.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE)
    digest = models.CharField(max_length=32)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    colour = models.CharField(max_length=6)
    alt = models.CharField(max_length=1000, blank=True)
    is_decorative = models.BooleanField(default=False)
    caption = models.CharField(max_length=2000, blank=True)
    credit = models.CharField(max_length=200, blank=True)
    usable_from = models.DateTimeField(null=True)
    usable_until = models.DateTimeField(null=True)
    offered = models.JSONField(default=dict)
    limits = models.JSONField(default=dict, db_default={})
    came_by = models.CharField(max_length=60, blank=True, db_default="")
    uploaded_by = models.BigIntegerField(null=True)
    uploaded_by_name = models.CharField(max_length=40, blank=True)
    uploaded_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "article_picture"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publication", "digest"], name="picture_once"),
            models.CheckConstraint(
                condition=Q(usable_from=None)
                | Q(usable_until=None)
                | Q(usable_until__gt=F("usable_from")),
                name="picture_ends_after_it_begins",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["publication", "-uploaded_at"], name="picture_newest"),
            models.Index(fields=["digest"], name="picture_by_digest"),
        ]

    def __str__(self) -> str:
        return self.digest
