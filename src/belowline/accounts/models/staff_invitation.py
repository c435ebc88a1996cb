"""Who has been asked to join a publication's staff, and has not answered yet."""

from typing import ClassVar

from django.db import models

from belowline.accounts.models.grant import Grant
from belowline.core.clock import now
from belowline.core.ids import new_id


class StaffInvitation(models.Model):
    """A role that waits for the owner of an email address; the row goes once it is accepted."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    publication_id = models.BigIntegerField()
    email = models.CharField(max_length=320)
    role = models.CharField(max_length=20, choices=Grant.Role.choices)
    invited_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "staff_invitation"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["publication_id", "email", "role"], name="staff_invited_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.email} {self.role}"
