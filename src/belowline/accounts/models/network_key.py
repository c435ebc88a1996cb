"""The keys by which visitors' networks are hidden."""

from django.db import models


class NetworkKey(models.Model):
    """A random key of one period; once it is deleted, no pseudonym of it leads to an address."""

    begins_on = models.DateField(primary_key=True)
    key = models.BinaryField(max_length=32)

    class Meta:
        db_table = "network_key"

    def __str__(self) -> str:
        return f"key of {self.begins_on}"
