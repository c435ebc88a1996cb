"""Who is on duty at the desk, when, and for what."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from belowline.core.ids import new_id
from belowline.newsroom.models import Publication


class Shift(models.Model):
    """A moderator's hours; `queues` are the keys of those they are for, empty: all of them."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, db_index=False)
    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    queues = models.JSONField(default=list)

    class Meta:
        db_table = "moderation_shift"
        indexes: ClassVar = [
            models.Index(fields=["publication", "ends_at"], name="shift_by_end"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%F %H:%M}"
