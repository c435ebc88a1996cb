"""Feeds of which a WebSub hub has to be told that they have changed."""

from typing import ClassVar

from django.db import models

from belowline.newsroom.models.publication import Publication


class HubPing(models.Model):
    """The feeds of the page at `path` (empty: the front page) have changed, or do so at `due_at`.

    `attempts` have failed; the row goes when the hub has taken it.
    """

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=200, blank=True)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "hub_ping"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publication", "path", "due_at"], name="hub_ping_once")
        ]

    def __str__(self) -> str:
        return self.path
