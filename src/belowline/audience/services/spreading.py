"""Begins the issues whose time has come: a row for each mail that has to go out, once."""

from datetime import timedelta

from django.db import transaction

from belowline.audience.models import Delivery, Issue, Subscription
from belowline.core.clock import now

_BATCH = 500
_IN_HAND = timedelta(minutes=10)
"""After so long a mail that was being handed over has lost its process."""


def begin_due() -> None:
    """Starts what is due, and gives each subscriber of it a row, again where that was cut off."""
    Issue.objects.filter(state=Issue.State.SCHEDULED, due_at__lte=now()).update(
        state=Issue.State.SENDING, begun_at=now()
    )
    for issue in Issue.objects.filter(state=Issue.State.SENDING, is_spread=False).order_by("id"):
        _spread(issue)


def take_up_lost() -> None:
    """Decides on mails whose process has died while they were being handed over.

    An alert goes out at least once: it is handed over again. Of a newsletter's it stays unknown,
    so that nobody gets it twice.
    """
    lost = Delivery.objects.filter(state=Delivery.State.HANDING, changed_at__lt=now() - _IN_HAND)
    alerts = lost.filter(issue__mailing_list__kind="alerts")
    alerts.update(state=Delivery.State.WAITING, changed_at=now())
    lost.update(state=Delivery.State.UNKNOWN, changed_at=now())


def _spread(issue: Issue) -> None:
    last = 0
    rows = Subscription.objects.filter(
        mailing_list_id=issue.mailing_list_id, state=Subscription.State.CONFIRMED
    ).order_by("id")
    while batch := list(rows.filter(id__gt=last).values_list("id", "address")[:_BATCH]):
        with transaction.atomic():
            Delivery.objects.bulk_create(
                [
                    Delivery(
                        issue_id=issue.pk,
                        subscription_id=subscription_id,
                        domain=address.rpartition("@")[2],
                    )
                    for subscription_id, address in batch
                ],
                ignore_conflicts=True,
            )
        last = batch[-1][0]
    Issue.objects.filter(pk=issue.pk).update(is_spread=True)
