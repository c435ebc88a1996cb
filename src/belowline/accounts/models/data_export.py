"""Exports of what is kept about people."""

from typing import ClassVar

from django.db import models

from belowline.accounts.models.person import Person
from belowline.core.clock import now
from belowline.core.ids import new_id


class DataExport(models.Model):
    """One zip of everything that is kept about somebody; empty until it is made."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    publication_id = models.BigIntegerField()
    language = models.CharField(max_length=10)
    asked_at = models.DateTimeField(default=now)
    made_at = models.DateTimeField(null=True)
    size = models.PositiveIntegerField(default=0)
    content = models.BinaryField(null=True)

    class Meta:
        db_table = "data_export"
        indexes: ClassVar = [models.Index(fields=["person", "-asked_at"], name="export_newest")]

    def __str__(self) -> str:
        return f"export of {self.person_id}"
