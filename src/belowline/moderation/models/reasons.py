"""A publication's own reasons for decisions: which there are, in which order, in which words."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from belowline.core.clock import now
from belowline.core.ids import new_id
from belowline.newsroom.models import Publication


class PublicationReason(models.Model):
    """A reason of a publication that has changed the shipped list (models.Reason), or added to it.

    `position` is its digit on a case's page and stays its own; a retired one has none that counts.
    Without a version of its own it says what the shipped reason of the same code says.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, db_index=False)
    code = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "moderation_reason"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publication", "code"], name="reason_of_code")
        ]

    def __str__(self) -> str:
        return self.code


class ReasonVersion(models.Model):
    """How a reason read from a moment on; never changed. The shipped words are version 1.

    `words` has a title, a rule and a text to the writer (`title`, `rule`, `letter`) by language;
    `severity` is how many points a decision for it gives.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    reason = models.ForeignKey(
        PublicationReason, on_delete=models.CASCADE, related_name="versions", db_index=False
    )
    number = models.PositiveIntegerField()
    severity = models.PositiveSmallIntegerField()
    words = models.JSONField()
    # Empty once whoever wrote it has no account any more.
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    written_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "moderation_reason_version"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reason", "number"], name="reason_version_of_number")
        ]

    def __str__(self) -> str:
        return f"{self.reason_id}, version {self.number}"
