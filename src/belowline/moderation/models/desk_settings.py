"""What a moderator wants to see at the desk, and when."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from belowline.core.ids import new_id
from belowline.newsroom.models import Publication


class DeskSettings(models.Model):
    """A moderator's own settings at a publication; without a row they are as a new one has them.

    `folds` says whether comments of the worst classes are folded. `set_aside` are the reasons whose
    cases are out of their queues until `set_aside_until`. `break_suggested_at` is when the desk
    last suggested a break.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    folds = models.BooleanField(default=True)
    set_aside = models.JSONField(default=list)
    set_aside_until = models.DateTimeField(null=True)
    break_suggested_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "desk_settings"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["publication", "person"], name="desk_settings_of_person"
            )
        ]

    def __str__(self) -> str:
        return f"settings of {self.person_id}"
