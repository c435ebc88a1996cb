"""What stands beside somebody's name, and who says so."""

from typing import ClassVar

from django.db import models

from belowline.accounts.models.person import Person
from belowline.core.clock import now


class Badge(models.Model):
    """A badge of a person at one publication; newsroom sits above, so the key is its bare id.

    What the publisher's token says and what the desk gives are kept apart: either may say the
    same, and neither takes away what the other gave. So is what the publisher's list of subscribers
    says. From `ends_at` on it is nobody's any more.
    """

    class Kind(models.TextChoices):
        """What it says."""

        SUBSCRIBER = "subscriber"
        EXPERT = "expert"
        STAFF = "staff"

    class Source(models.TextChoices):
        """Who says it."""

        TOKEN = "token"  # noqa: S105 - where a badge is from
        DESK = "desk"
        LIST = "list"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    publication_id = models.BigIntegerField()
    kind = models.CharField(max_length=20, choices=Kind.choices)
    source = models.CharField(max_length=10, choices=Source.choices)
    given_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    given_at = models.DateTimeField(default=now)
    ends_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "badge"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "publication_id", "kind", "source"], name="badge_given_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}"
