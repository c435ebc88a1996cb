"""What articles ask their readers, and what came of it."""

from typing import ClassVar

from django.db import models

from belowline.core.clock import now
from belowline.core.ids import new_id
from belowline.discussion.models.comment import Thread
from belowline.newsroom.models import Publication


class Question(models.Model):
    """A question that an article puts, or has put, to its readers: how often its button was
    pressed, how many comments were written from it, and how many of these were somebody's first.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE)
    thread = models.ForeignKey(
        Thread, on_delete=models.CASCADE, related_name="questions", db_index=False
    )
    text = models.CharField(max_length=300)
    asked_at = models.DateTimeField(default=now)
    presses = models.PositiveIntegerField(default=0)
    comments = models.PositiveIntegerField(default=0)
    newcomers = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "question"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["thread", "text"], name="question_once")
        ]

    def __str__(self) -> str:
        return self.text
