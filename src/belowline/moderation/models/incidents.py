"""An incident: for a while, comments below some articles are read first, or slowed down."""

from django.conf import settings
from django.db import models
from django.db.models import Value

from belowline.core.clock import now
from belowline.core.ids import new_id
from belowline.newsroom.models import Publication


class Incident(models.Model):
    """What was begun with one press, and ends by itself at `ends_at`, or before (`ended_at`).

    `sections` are the refs of those whose articles it concerns, `stories` those of single articles;
    what it does is in its rules. Readers of their discussions see the `note`.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE)
    sections = models.JSONField()
    stories = models.JSONField(default=list, db_default=Value([], models.JSONField()))
    note = models.CharField(max_length=300, blank=True)
    begun_at = models.DateTimeField(default=now)
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    # Empty once whoever began it has no account any more.
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        db_table = "moderation_incident"

    def __str__(self) -> str:
        return f"until {self.ends_at}"
