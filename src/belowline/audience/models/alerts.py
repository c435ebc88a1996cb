"""Invitations to the news alerts, and what readers have said to them."""

from typing import ClassVar

from django.db import models

from belowline.accounts.models import Person
from belowline.core.clock import now
from belowline.core.ids import new_id


class Invitation(models.Model):
    """An email that invited somebody to the news alerts; there is never a second one."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    publication_id = models.BigIntegerField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    sent_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "alert_invitation"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publication_id", "person"], name="invited_once")
        ]

    def __str__(self) -> str:
        return f"invitation of {self.person_id}"


class Consent(models.Model):
    """One answer, with the words that it was given to; the newest one of a person counts."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    publication_id = models.BigIntegerField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    wanted = models.BooleanField()
    wording = models.TextField()
    language = models.CharField(max_length=10)
    asked_by = models.CharField(max_length=20)
    given_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "alert_consent"
        indexes: ClassVar = [
            models.Index(fields=["publication_id", "person", "-id"], name="consent_newest")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {'yes' if self.wanted else 'no'}"
