"""People who have asked for the end of their account, and may still change their mind."""

from django.db import models

from belowline.accounts.models.deletion_receipt import DeletionReceipt
from belowline.accounts.models.person import Person


class DeletionRequest(models.Model):
    """Somebody's account ends at `due_at`; the row goes with the end, or when they stay.

    Once it has begun (`begun_at`) it cannot be stopped. The proof of it knows no person; only this
    row, while it lasts, says whose it will be.
    """

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    receipt = models.OneToOneField(DeletionReceipt, on_delete=models.PROTECT, related_name="+")
    publication_id = models.BigIntegerField()
    language = models.CharField(max_length=10)
    due_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "deletion_request"

    def __str__(self) -> str:
        return f"{self.person_id} until {self.due_at}"
