"""A publication's own labels for comments: which there are, in which order, and who sees them."""

from typing import ClassVar

from django.db import models

from belowline.core.ids import new_id
from belowline.newsroom.models import Publication


class PublicationLabel(models.Model):
    """A label of a publication that has changed the shipped list (queries/shipped_labels.py), or
    added to it.

    `names` are by language; one without any is called as the shipped label of the same code.
    `is_shown`: readers see it below comments. A retired one is put on no further comment.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, db_index=False)
    code = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()
    names = models.JSONField(default=dict)
    is_shown = models.BooleanField()
    is_retired = models.BooleanField(default=False)

    class Meta:
        db_table = "moderation_label"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publication", "code"], name="label_of_code")
        ]

    def __str__(self) -> str:
        return self.code
