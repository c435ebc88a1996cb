"""Codes by which whoever started the server sets up an empty installation in a browser."""

from django.db import models

from belowline.core.clock import now


class SetUpCode(models.Model):
    """The digest of a code that a start of the server printed; gone with the first publication."""

    digest = models.CharField(max_length=64, primary_key=True)
    made_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "set_up_code"

    def __str__(self) -> str:
        return self.digest
