"""What people may not do at a publication for now; worked out from moderators' decisions."""

from typing import ClassVar

from django.db import models

from belowline.accounts.models.person import Person


class Restriction(models.Model):
    """Something that a person may not do at one publication, until `ends_at` (None: no end).

    The room of moderation decides, and says so here, where every room that writes can ask. UNREAD
    is over once a warning has been read.
    """

    class Kind(models.TextChoices):
        """What it is."""

        UNREAD = "unread"
        SLOWED = "slowed"
        CHECKED = "checked"
        SUSPENDED = "suspended"
        CLOSED = "closed"
        MUTED = "muted"

    publication_id = models.BigIntegerField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    ends_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "restriction"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "publication_id", "kind"], name="restricted_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}"
