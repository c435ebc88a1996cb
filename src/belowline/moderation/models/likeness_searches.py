"""That a moderator had a person's writing compared, and with how many others."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from belowline.core.clock import now
from belowline.core.ids import new_id
from belowline.newsroom.models import Publication


class LikenessSearch(models.Model):
    """Whether others of the publication write like `person`, asked for by a moderator.

    Once it has ended, `compared` is with how many others; 0: the person (`has_enough` is false) or
    the publication has too little text.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    # Empty once whoever asked has no account any more.
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(default=now)
    has_enough = models.BooleanField(default=True)
    compared = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "moderation_likeness_search"
        indexes: ClassVar = [
            models.Index(fields=["person", "publication", "-id"], name="likeness_searches_of")
        ]

    def __str__(self) -> str:
        return f"who writes like {self.person_id}"
