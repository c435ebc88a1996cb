"""Browsers that a reader wants to be told in, and the keys by which they know who tells."""

from typing import ClassVar

from django.db import models

from belowline.accounts.models import Person
from belowline.core.clock import now
from belowline.core.ids import new_id


class PushKey(models.Model):
    """A pair of keys of this installation (VAPID, RFC 8292). The private one is `sealed` with the
    installation's secret key; under another secret key it is of no use, and a new pair is made.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    public = models.CharField(max_length=100, unique=True)
    sealed = models.JSONField()

    class Meta:
        db_table = "push_key"

    def __str__(self) -> str:
        return self.public


class PushDevice(models.Model):
    """A browser in which a person wants to be told, as long as the login in it stands.

    `endpoint` is where its push service takes messages, `browser_key` and `secret` are what they
    are encrypted with, in base64url; the subscription was made for the public part of `key`.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    publication_id = models.BigIntegerField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    key = models.ForeignKey(PushKey, on_delete=models.CASCADE, related_name="+")
    session_key = models.CharField(max_length=40)
    endpoint = models.CharField(max_length=1000)
    digest = models.CharField(max_length=64, unique=True)
    browser_key = models.CharField(max_length=100)
    secret = models.CharField(max_length=30)
    user_agent = models.CharField(max_length=300)
    language = models.CharField(max_length=10)
    added_at = models.DateTimeField(default=now)
    confirmed_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "push_device"
        indexes: ClassVar = [
            models.Index(fields=["person", "publication_id"], name="devices_of_person")
        ]

    def __str__(self) -> str:
        return f"a browser of {self.person_id}"
