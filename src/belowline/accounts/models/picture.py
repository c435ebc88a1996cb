"""People's pictures, and how often they tried to change them."""

from typing import ClassVar

from django.db import models

from belowline.accounts.models.person import Person
from belowline.core.clock import now


class Picture(models.Model):
    """Somebody's picture in two sizes; `digest` is of its content and stands in its address."""

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    digest = models.CharField(max_length=32, db_index=True)
    small = models.BinaryField()
    large = models.BinaryField()

    class Meta:
        db_table = "picture"

    def __str__(self) -> str:
        return self.digest


class PictureAttempt(models.Model):
    """Somebody sent a picture, whatever became of it; kept for an hour, for the limit's sake."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    tried_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "picture_attempt"
        indexes: ClassVar = [models.Index(fields=["person", "tried_at"], name="picture_attempts")]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.tried_at}"
