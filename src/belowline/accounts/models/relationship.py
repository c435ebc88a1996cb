"""What one reader wants more or less of from another."""

from typing import ClassVar

from django.db import models

from belowline.accounts.models.person import Person
from belowline.core.clock import now


class Mute(models.Model):
    """`person` sees the comments of `other` folded; nobody else learns of it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(default=now)

    class Meta:
        db_table = "mute"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "other"], name="muted_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} mutes {self.other_id}"


class Block(models.Model):
    """`person` does not want to be answered by `other`."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(default=now)

    class Meta:
        db_table = "block"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "other"], name="blocked_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} blocks {self.other_id}"


class ReaderFollow(models.Model):
    """`person` is told when `other` comments at the publication; nobody else learns of it."""

    publication_id = models.BigIntegerField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    since = models.DateTimeField(default=now)

    class Meta:
        db_table = "reader_follow"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "publication_id", "other"], name="reader_followed_once"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["other", "publication_id", "person"], name="followers_of_reader")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} follows {self.other_id}"
