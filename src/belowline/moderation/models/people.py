"""What moderators tell one another about a person."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from belowline.core.clock import now
from belowline.core.ids import new_id
from belowline.newsroom.models import Publication


class PersonNote(models.Model):
    """What a moderator notes about a person for the others; nobody else ever reads it."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, db_index=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    # Empty once whoever wrote it has no account any more.
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    text = models.CharField(max_length=500)
    noted_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "moderation_person_note"
        indexes: ClassVar = [
            models.Index(fields=["person", "publication", "id"], name="notes_on_person")
        ]

    def __str__(self) -> str:
        return self.text
