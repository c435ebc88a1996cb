"""What people may do for which publication."""

from typing import ClassVar

from django.db import models

from belowline.accounts.models.person import Person
from belowline.core.clock import now


class Grant(models.Model):
    """A role of a person at one publication; newsroom sits above, so the key is its bare id."""

    class Role(models.TextChoices):
        """What somebody may do beyond reading and writing."""

        TRUSTED = "trusted"
        PROTECTED = "protected"
        REPORTER = "reporter"
        MODERATOR = "moderator"
        EDITOR = "editor"
        ADMINISTRATOR = "administrator"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="grants")
    publication_id = models.BigIntegerField()
    role = models.CharField(max_length=20, choices=Role.choices)
    granted_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "role_grant"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "publication_id", "role"], name="role_granted_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.role}"
