"""What a publication calls a newcomer."""

from django.db import models

from belowline.core.ids import new_id
from belowline.newsroom.models import Publication

USUAL_COMMENTS = 3


class NewcomerRule(models.Model):
    """A writer is new at a publication until so many of their comments (`comments`) have passed.

    With `shows_first` a case is opened for each comment of a newcomer. Without a row it is as here.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    publication = models.OneToOneField(Publication, on_delete=models.CASCADE, related_name="+")
    comments = models.PositiveSmallIntegerField(default=USUAL_COMMENTS)
    shows_first = models.BooleanField(default=False)

    class Meta:
        db_table = "newcomer_rule"

    def __str__(self) -> str:
        return f"newcomers of {self.publication_id}"
