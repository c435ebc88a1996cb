"""Logins that a publisher's page has, in which no cookie of this site reaches us."""

from django.db import models

from belowline.accounts.models.person import Person
from belowline.core.clock import now
from belowline.core.ids import new_id


class HandoverCode(models.Model):
    """A code that one origin may exchange once, within a minute; only its digest is kept."""

    digest = models.CharField(primary_key=True, max_length=64)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    publication_id = models.BigIntegerField()
    origin = models.CharField(max_length=255)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "handover_code"

    def __str__(self) -> str:
        return f"code for {self.origin}"


class RemoteSession(models.Model):
    """A login by bearer token, good for one origin and one publication; the token is not kept.

    `proof` is what Django's sessions hold as well: it no longer fits once the password changes.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    digest = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    publication_id = models.BigIntegerField()
    origin = models.CharField(max_length=255)
    proof = models.CharField(max_length=64)
    begun_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "remote_session"

    def __str__(self) -> str:
        return f"{self.person_id} at {self.origin}"
