"""What one shift tells the next."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from belowline.core.clock import now
from belowline.core.ids import new_id
from belowline.newsroom.models import Publication


class HandOver(models.Model):
    """What a moderator leaves for those who come next."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, db_index=False)
    # Empty once whoever wrote it has no account any more.
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    text = models.TextField()
    written_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "moderation_hand_over"
        indexes: ClassVar = [
            models.Index(fields=["publication", "id"], name="hand_over_by_publication"),
        ]

    def __str__(self) -> str:
        return self.text[:40]
