"""Names that people had before, for the desk: who is who stays clear after a change."""

from typing import ClassVar

from django.db import models

from belowline.accounts.models.person import Person
from belowline.core.clock import now


class FormerName(models.Model):
    """A name that a person had until `until`."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    name = models.CharField(max_length=40)
    until = models.DateTimeField(default=now)

    class Meta:
        db_table = "former_name"
        indexes: ClassVar = [models.Index(fields=["person", "-until"], name="names_of_person")]

    def __str__(self) -> str:
        return self.name
