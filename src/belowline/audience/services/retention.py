"""What this room deletes because its time is over."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef

from belowline.audience.models import (
    Consent,
    Delivery,
    Notification,
    PushDevice,
    Subscription,
    SubscriptionProof,
)
from belowline.core.clock import now
from belowline.core.ids import first_id_of
from belowline.core.retention import delete_rows

_KEPT = timedelta(days=3 * 365)
_DELIVERIES_KEPT = timedelta(days=90)
_UNCONFIRMED_KEPT = timedelta(days=30)
_NOTIFICATIONS_KEPT = timedelta(days=180)
_DEVICES_KEPT = timedelta(days=180)


def superseded(*, dry_run: bool) -> int:
    """Answers that a later one of the same person has replaced, three years after they were given.

    The one that counts is kept as long as the account, as the proof of what was said.
    """
    later = Consent.objects.filter(
        person=OuterRef("person"), publication_id=OuterRef("publication_id"), id__gt=OuterRef("id")
    )
    old = Consent.objects.filter(Exists(later), given_at__lt=now() - _KEPT)
    return delete_rows(old, dry_run=dry_run)


def never_confirmed(*, dry_run: bool) -> int:
    """Subscriptions that were asked for and not confirmed, after thirty days."""
    old = Subscription.objects.filter(state="asked", changed_at__lt=now() - _UNCONFIRMED_KEPT)
    return delete_rows(old, dry_run=dry_run)


def ended_subscriptions(*, dry_run: bool) -> int:
    """Subscriptions that have ended, with their proofs, after three years."""
    old = Subscription.objects.filter(state="ended", changed_at__lt=now() - _KEPT)
    return delete_rows(old, dry_run=dry_run)


def old_deliveries(*, dry_run: bool) -> int:
    """What became of single mails, after ninety days: bounces and complaints come sooner."""
    old = Delivery.objects.filter(changed_at__lt=now() - _DELIVERIES_KEPT)
    return delete_rows(old, dry_run=dry_run)


def proof_networks(*, dry_run: bool) -> int:
    """Pseudonyms of networks in proofs, as soon as the key that made them is gone."""
    before = now() - timedelta(days=settings.ENVIRONMENT.network_days)
    old = SubscriptionProof.objects.filter(happened_at__lt=before).exclude(network="")
    return old.count() if dry_run else old.update(network="")


def old_notifications(*, dry_run: bool) -> int:
    """Notifications of which nobody asks any more: half a year after they were made."""
    old = Notification.objects.filter(pk__lt=first_id_of(now() - _NOTIFICATIONS_KEPT))
    return delete_rows(old, dry_run=dry_run)


def forgotten_devices(*, dry_run: bool) -> int:
    """Browsers in which whoever is told there has not opened a page for half a year."""
    old = PushDevice.objects.filter(confirmed_at__lt=now() - _DEVICES_KEPT)
    return delete_rows(old, dry_run=dry_run)
