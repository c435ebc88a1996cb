"""People with an account."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from belowline.core.clock import now
from belowline.core.ids import new_id
from belowline.core.mail_addresses import one_spelling


class PersonManager(BaseUserManager["Person"]):
    """Finds people by email, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        """The person with this email address. Raises Person.DoesNotExist."""
        return self.get(email=one_spelling(username or ""))


class Person(AbstractBaseUser):
    """Somebody with an account; `name` is what other readers see.

    `language` is the one they chose last; empty: the publication's. `email` is null for whoever
    came by a publisher's account and has not confirmed an address.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    email = models.EmailField(max_length=254, null=True, unique=True)  # noqa: DJ001 - unique
    name = models.CharField(max_length=40)
    # Two names are one where either of these is the same (queries/names.py).
    casefold_key = models.CharField(max_length=255, unique=True)
    confusable_key = models.CharField(max_length=255, unique=True)
    renamed_at = models.DateTimeField(null=True)
    picture = models.CharField(max_length=32, blank=True)
    shows_picture = models.BooleanField(default=True)
    shows_since = models.BooleanField(default=True)
    shows_comments = models.BooleanField(default=True)
    shows_answers = models.BooleanField(default=True)
    may_be_followed = models.BooleanField(default=True, db_default=True)
    language = models.CharField(max_length=10, blank=True, default="", db_default="")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        db_table = "person"

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Spells the email address as it is compared, so that one mailbox is one person."""
        self.email = one_spelling(self.email) if self.email else None
