"""How much readers want to hear of a discussion."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from belowline.core.clock import now
from belowline.core.ids import new_id
from belowline.discussion.models.comment import Thread
from belowline.newsroom.models import Publication


class Follow(models.Model):
    """How much somebody wants to hear of a thread; without a row, of answers to them.

    `seen_id` is the newest comment id when whoever follows it last looked.
    """

    class Level(models.TextChoices):
        """Everything is what following means; page: answers too, and on pages only."""

        EVERYTHING = "everything"
        PAGE = "page"
        NOTHING = "nothing"

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, db_index=False)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, db_index=False)
    seen_id = models.BigIntegerField(default=new_id)
    followed_at = models.DateTimeField(default=now)
    level = models.CharField(
        max_length=10, choices=Level.choices, default=Level.EVERYTHING, db_default="everything"
    )

    class Meta:
        db_table = "follow"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "thread"], name="followed_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} hears of {self.thread_id}: {self.level}"
