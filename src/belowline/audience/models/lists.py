"""Newsletters, who is on them with the proof of it, and who is never written to again."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belowline.core.clock import now
from belowline.core.ids import new_id


class MailingList(models.Model):
    """Something that readers have sent to them by email: the news alerts, a newsletter.

    `section_id` says which section it is about, if it is about one. It can be subscribed to while
    it `is_open`. With `daily_hour` an issue goes out by itself at that hour, where the publication
    is, next at `next_at`; on `weekdays_only` if so chosen.
    """

    class Kind(models.TextChoices):
        """What it is; a publication has the first of them once."""

        ALERTS = "alerts"
        NEWSLETTER = "newsletter"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    publication_id = models.BigIntegerField()
    section_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=12, choices=Kind)
    name = models.CharField(max_length=80)
    description = models.CharField(max_length=200, blank=True)
    is_open = models.BooleanField(default=True)
    daily_hour = models.PositiveSmallIntegerField(null=True)
    weekdays_only = models.BooleanField(default=False, db_default=False)
    next_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "mailing_list"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["publication_id"], condition=Q(kind="alerts"), name="alerts_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Subscription(models.Model):
    """An address on a list. It is written to only while it is confirmed.

    `mailed_at` is when it was asked by email to confirm; there is one such mail to an address,
    which asks about all lists.
    """

    class State(models.TextChoices):
        """Where it stands."""

        ASKED = "asked"
        CONFIRMED = "confirmed"
        ENDED = "ended"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    publication_id = models.BigIntegerField()
    mailing_list = models.ForeignKey(MailingList, on_delete=models.CASCADE, related_name="+")
    address = models.CharField(max_length=254)
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=State)
    mailed_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "subscription"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["mailing_list", "address"], name="on_a_list_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["publication_id", "address"], name="subscription_by_address"),
            models.Index(fields=["mailing_list", "state", "id"], name="subscription_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.state}"


class SubscriptionProof(models.Model):
    """One thing that somebody did about a subscription: when, by what way, and to which words.

    `network` is the pseudonym of the network, for as long as such pseudonyms mean anything;
    `source` is where an imported consent comes from.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="proofs")
    act = models.CharField(max_length=10, choices=Subscription.State)
    way = models.CharField(max_length=20)
    wording = models.TextField(blank=True)
    language = models.CharField(max_length=10, blank=True)
    network = models.CharField(max_length=45, blank=True)
    source = models.CharField(max_length=200, blank=True)
    happened_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "subscription_proof"
        indexes: ClassVar = [models.Index(fields=["subscription", "id"], name="proof_by_order")]

    def __str__(self) -> str:
        return f"{self.subscription_id} {self.act} by {self.way}"


class Suppression(models.Model):
    """An address that no newsletter and no alert is sent to, whatever else is said of it.

    The address itself is not kept: only a keyed digest, by which it is recognised.
    """

    class Reason(models.TextChoices):
        """Why."""

        ASKED = "asked"
        BOUNCED = "bounced"
        COMPLAINED = "complained"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    publication_id = models.BigIntegerField()
    digest = models.CharField(max_length=32)
    reason = models.CharField(max_length=10, choices=Reason)
    since = models.DateTimeField(default=now)

    class Meta:
        db_table = "suppression"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publication_id", "digest"], name="suppressed_once")
        ]

    def __str__(self) -> str:
        return f"{self.digest} {self.reason}"
