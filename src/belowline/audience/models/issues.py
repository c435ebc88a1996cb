"""Issues of newsletters, and what became of each mail."""

from typing import ClassVar

from django.db import models

from belowline.audience.models.lists import MailingList, Subscription
from belowline.core.clock import now
from belowline.core.ids import new_id


class Issue(models.Model):
    """One issue of a newsletter, or one alert.

    `article_ids` stand in it in this order, and `comment_id` as the comment of the day; whether
    they may be shown is asked when it is sent, and whenever it is read. `is_spread` once every
    subscriber has a row of `Delivery`.
    """

    class State(models.TextChoices):
        """Where it stands."""

        DRAFT = "draft"
        SCHEDULED = "scheduled"
        SENDING = "sending"
        PAUSED = "paused"
        SENT = "sent"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    publication_id = models.BigIntegerField()
    mailing_list = models.ForeignKey(MailingList, on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=150)
    text = models.TextField(blank=True)
    article_ids = models.JSONField(default=list)
    comment_id = models.BigIntegerField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    pause_reason = models.CharField(max_length=200, blank=True)
    is_spread = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=now)
    due_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "issue"
        indexes: ClassVar = [
            models.Index(fields=["publication_id", "state", "-id"], name="issue_by_state")
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.state}"


class Delivery(models.Model):
    """One mail of an issue to one subscriber; `domain` is where the address is.

    `handing`: it is being handed to the mail server. `unknown`: it was, and the server's answer
    never came.
    """

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting"
        HANDING = "handing"
        HANDED = "handed"
        UNKNOWN = "unknown"
        REFUSED = "refused"
        BOUNCED = "bounced"
        COMPLAINED = "complained"
        LEFT = "left"

    id = models.BigAutoField(primary_key=True)
    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="deliveries")
    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="+")
    domain = models.CharField(max_length=255)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=now)
    changed_at = models.DateTimeField(default=now)
    fault = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "delivery"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issue", "subscription"], name="delivered_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["issue", "state", "id"], name="delivery_by_state")
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.state}"
