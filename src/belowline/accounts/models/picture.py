"""People's pictures."""

from django.db import models

from belowline.accounts.models.person import Person


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
