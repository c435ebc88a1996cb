"""What the moderators have written to people about decisions, exactly as it was sent."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from belowline.core.clock import now
from belowline.core.ids import new_id
from belowline.moderation.models.decisions import Decision
from belowline.newsroom.models import Publication


class Letter(models.Model):
    """What one person was told, in their language; `kind` is what of (queries/letter_text.py).

    It waits on their pages until `settled_at`: until it was opened, or, where `needs_press` says
    so, until they have pressed that they have read it. `seen_at` is when it was opened first.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, db_index=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    decision = models.ForeignKey(
        Decision, on_delete=models.CASCADE, null=True, related_name="letters"
    )
    kind = models.CharField(max_length=16)
    language = models.CharField(max_length=10)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    needs_press = models.BooleanField(default=False)
    written_at = models.DateTimeField(default=now)
    seen_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "moderation_letter"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "publication"],
                condition=Q(kind="reports"),
                name="told_of_reports_once",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "publication", "-id"], name="letters_to_person"),
            models.Index(
                fields=["person", "publication"],
                condition=Q(settled_at__isnull=True),
                name="letters_waiting",
            ),
        ]

    def __str__(self) -> str:
        return self.subject
