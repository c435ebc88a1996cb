"""Proofs of what was erased."""

import secrets

from django.db import models

from belowline.core.clock import now
from belowline.core.ids import new_id


def new_code() -> str:
    """A code that nobody guesses: 160 bits."""
    return secrets.token_hex(20)


class DeletionReceipt(models.Model):
    """That something was erased, how much of it, and when; it says nothing about whose it was."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    code = models.CharField(max_length=40, unique=True, default=new_code)
    kind = models.CharField(max_length=20)
    asked_at = models.DateTimeField(default=now)
    done_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)

    class Meta:
        db_table = "deletion_receipt"

    def __str__(self) -> str:
        return f"receipt {self.code}"
