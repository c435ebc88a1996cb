"""Forgets who was on duty, and what was handed over, when it is of no use any more."""

from datetime import timedelta

from belowline.core.clock import now
from belowline.core.retention import delete_rows
from belowline.moderation.models import HandOver, Shift

_KEPT = timedelta(days=366)


def old_shifts(*, dry_run: bool) -> int:
    """Shifts, a year after their end."""
    return delete_rows(Shift.objects.filter(ends_at__lt=now() - _KEPT), dry_run=dry_run)


def old_hand_overs(*, dry_run: bool) -> int:
    """Notes at the end of shifts, after a year."""
    return delete_rows(HandOver.objects.filter(written_at__lt=now() - _KEPT), dry_run=dry_run)
