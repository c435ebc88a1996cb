"""Decisions that somebody else decides on once more, without knowing what was decided."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from belowline.core.clock import now
from belowline.core.ids import new_id
from belowline.moderation.models.decisions import Decision
from belowline.newsroom.models import Publication


class SecondLook(models.Model):
    """A decision that was drawn for the sample, and what a second moderator would have decided.

    It changes nothing about the comment: it measures how far moderators agree.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, db_index=False)
    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="second_look")
    # Empty until somebody has looked, and once they have no account any more.
    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    outcome = models.CharField(max_length=10, blank=True)
    reason = models.CharField(max_length=20, blank=True)
    drawn_at = models.DateTimeField(default=now)
    looked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "second_look"
        indexes: ClassVar = [
            models.Index(
                fields=["publication", "id"],
                name="second_look_waiting",
                condition=Q(looked_at__isnull=True),
            ),
            models.Index(
                fields=["publication", "looked_at"],
                name="second_look_done",
                condition=Q(looked_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"second look at {self.decision_id}"
