"""Accounts at publishers, and the tokens of theirs that were used."""

from typing import ClassVar

from django.db import models

from belowline.accounts.models.person import Person
from belowline.core.clock import now
from belowline.core.ids import new_id


class PublisherAccount(models.Model):
    """Whose account at a publisher is whose here, and what the publisher said of it the last time.

    `subject` is the account's id at the issuer. `name`, `email` and `picture_url` are the
    publisher's words, not what is shown here; `picture` is the digest of the picture that was made
    from its address, so that one the person sent themselves is never replaced.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    issuer = models.CharField(max_length=255)
    subject = models.CharField(max_length=255)
    name = models.CharField(max_length=200, blank=True)
    email = models.CharField(max_length=254, blank=True)
    picture_url = models.CharField(max_length=2000, blank=True)
    picture = models.CharField(max_length=32, blank=True)
    linked_at = models.DateTimeField(default=now)
    seen_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "publisher_account"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="linked_once")
        ]

    def __str__(self) -> str:
        return f"{self.subject} at {self.issuer}"


class UsedToken(models.Model):
    """That a token was used, so that it is not used again; kept for as long as it would be good.

    `digest` is of issuer and `jti`.
    """

    digest = models.CharField(primary_key=True, max_length=64)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "used_token"

    def __str__(self) -> str:
        return self.digest
