"""That two accounts write alike: what was found, and what a moderator said."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from belowline.core.clock import now
from belowline.core.ids import new_id
from belowline.newsroom.models import Publication


class Likeness(models.Model):
    """Two accounts of a publication that write alike, the smaller id first.

    `closeness` is in standard deviations above others; `phrases` and `habits` are the reasons, as
    moderation.likeness finds them, with `first`'s number before `second`'s. It proves nothing, and
    nothing follows from it. Once `dismissed_at`, the two are not suggested again.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, db_index=False)
    first = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    second = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    closeness = models.FloatField()
    phrases = models.JSONField(default=list)
    habits = models.JSONField(default=list)
    found_at = models.DateTimeField(default=now)
    dismissed_at = models.DateTimeField(null=True)
    # Empty while it is not dismissed, and once whoever did it has no account any more.
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        db_table = "moderation_likeness"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["first", "second", "publication"], name="likeness_once"
            ),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="likeness_in_order"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["second", "publication"], name="likeness_of_second")
        ]

    def __str__(self) -> str:
        return f"{self.first_id} and {self.second_id}"
