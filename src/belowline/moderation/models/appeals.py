"""What people ask a second look for, and what became of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop as _

from belowline.core.clock import now
from belowline.core.ids import new_id
from belowline.moderation.models.decisions import Decision
from belowline.newsroom.models import Publication


class Appeal(models.Model):
    """Somebody whom a decision concerns asks for another look at it, once; open until `decided_at`.

    `answer` is what they were told of the second look. Where it was reversed in part, the decision
    stands, gives no points any more, and keeps nothing from them.
    """

    class Result(models.TextChoices):
        """What the second look came to."""

        UPHELD = "upheld", _("Upheld")
        PARTLY = "partly", _("Partly reversed")
        REVERSED = "reversed", _("Reversed")

    id = models.BigIntegerField(primary_key=True, default=new_id)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, db_index=False)
    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="appeal")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    made_at = models.DateTimeField(default=now)
    result = models.CharField(max_length=10, choices=Result.choices, blank=True)
    answer = models.CharField(max_length=1000, blank=True)
    decided_at = models.DateTimeField(null=True)
    # Empty once whoever decided has no account any more.
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        db_table = "appeal"
        indexes: ClassVar = [
            models.Index(
                fields=["publication", "made_at", "id"],
                name="appeals_open",
                condition=Q(decided_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"appeal against {self.decision_id}"
