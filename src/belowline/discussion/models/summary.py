"""What is said of a discussion outside of it."""

from typing import ClassVar

from django.db import models

from belowline.discussion.models.comment import Comment, Thread
from belowline.newsroom.models import Publication


class ThreadSummary(models.Model):
    """A read model that follows the events of a discussion and can be made anew.

    `trending` and `discussed` are how much interest it finds, as ranking/interest.py counts it,
    over hours and over days; `people` is how many wrote in the last days. `highlight` is the
    comment that is worth showing elsewhere.
    """

    thread = models.OneToOneField(
        Thread, on_delete=models.CASCADE, primary_key=True, related_name="summary"
    )
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, db_index=False)
    trending = models.FloatField()
    discussed = models.FloatField()
    people = models.PositiveIntegerField()
    highlight = models.ForeignKey(
        Comment, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )

    class Meta:
        db_table = "thread_summary"
        indexes: ClassVar = [
            models.Index(fields=["publication", "-trending"], name="thread_trending"),
            models.Index(fields=["publication", "-discussed"], name="thread_discussed"),
        ]

    def __str__(self) -> str:
        return f"Summary of {self.thread_id}"


class StaleSummary(models.Model):
    """A thread in which something happened since its summary was made; `event` is what, the last.

    A summary takes longer than what happens, so it is not made while that is written down.
    """

    thread = models.OneToOneField(
        Thread, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    event = models.BigIntegerField()

    class Meta:
        db_table = "thread_summary_stale"

    def __str__(self) -> str:
        return f"{self.thread_id} since {self.event}"
