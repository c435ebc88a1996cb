"""Forgets how often offers were seen, when nobody asks any more."""

from datetime import timedelta

from belowline.core.clock import now
from belowline.core.retention import delete_rows
from belowline.network.models import OfferDay

_KEPT = timedelta(days=2 * 366)
"""Two years: the longest report is of one, and whoever paid may ask once more."""


def offer_days(*, dry_run: bool) -> int:
    """The figures of days two years ago."""
    old = OfferDay.objects.filter(day__lt=(now() - _KEPT).date())
    return delete_rows(old, dry_run=dry_run)
