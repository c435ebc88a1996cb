"""What this room forgets because its time is over."""

from datetime import timedelta

from belowline.core.clock import now
from belowline.core.retention import delete_rows
from belowline.surveys.models import SurveyDraft, SurveyResponse

_KEPT = timedelta(days=365)
_DRAFTS_KEPT = timedelta(days=30)


def names_at_answers(*, dry_run: bool) -> int:
    """Who gave which answers to surveys that are not anonymous, a year after they were given."""
    old = SurveyResponse.objects.filter(person__isnull=False, day__lt=now().date() - _KEPT)
    return old.count() if dry_run else old.update(person=None)


def old_drafts(*, dry_run: bool) -> int:
    """What was begun and not sent for thirty days."""
    old = SurveyDraft.objects.filter(saved_at__lt=now() - _DRAFTS_KEPT)
    return delete_rows(old, dry_run=dry_run)
