"""What this room deletes because its time is over."""

from datetime import timedelta

from django.db.models import Exists, OuterRef

from belowline.audience.models import Consent, Notification
from belowline.core.clock import now
from belowline.core.ids import first_id_of
from belowline.core.retention import delete_rows

_KEPT = timedelta(days=3 * 365)
_NOTIFICATIONS_KEPT = timedelta(days=180)


def superseded(*, dry_run: bool) -> int:
    """Answers that a later one of the same person has replaced, three years after they were given.

    The one that counts is kept as long as the account, as the proof of what was said.
    """
    later = Consent.objects.filter(
        person=OuterRef("person"), publication_id=OuterRef("publication_id"), id__gt=OuterRef("id")
    )
    old = Consent.objects.filter(Exists(later), given_at__lt=now() - _KEPT)
    return delete_rows(old, dry_run=dry_run)


def old_notifications(*, dry_run: bool) -> int:
    """Notifications of which nobody asks any more: half a year after they were made."""
    old = Notification.objects.filter(pk__lt=first_id_of(now() - _NOTIFICATIONS_KEPT))
    return delete_rows(old, dry_run=dry_run)
