"""Readers' reports, and their reasons."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_noop as _

from belowline.core.clock import now
from belowline.core.ids import new_id
from belowline.discussion.models import Comment
from belowline.newsroom.models import Publication


class Reason(models.TextChoices):
    """Why a comment is reported or removed. The words are English, and translated when shown."""

    ILLEGAL = "illegal", _("Illegal content")
    THREAT = "threat", _("Threat")
    HATE = "hate", _("Hate speech")
    ATTACK = "attack", _("Personal attack")
    SPAM = "spam", _("Spam")
    FALSE = "false", _("Misinformation")
    OFF_TOPIC = "off-topic", _("Off topic")
    OTHER = "other", _("Other")


REASONS_VERSION = 1
"""Which list of reasons this is; another list, or another meaning of a code, has another number."""


class Report(models.Model):
    """One reader says once that a comment breaks the rules; open until a decision follows."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE)
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reports")
    # Empty once whoever reported, or decided, has no account any more; what they said stays.
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, db_index=False
    )
    reason = models.CharField(max_length=20, choices=Reason.choices)
    note = models.CharField(max_length=500, blank=True)
    reported_at = models.DateTimeField(default=now)
    decision = models.ForeignKey("Decision", on_delete=models.SET_NULL, null=True)

    class Meta:
        db_table = "report"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["comment", "reporter"],
                condition=models.Q(decision__isnull=True),
                name="report_open_once",
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["publication", "comment"],
                condition=models.Q(decision__isnull=True),
                name="report_open",
            ),
            models.Index(fields=["reporter", "reported_at"], name="report_by_reporter"),
        ]

    def __str__(self) -> str:
        return self.reason
