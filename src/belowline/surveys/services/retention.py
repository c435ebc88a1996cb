"""What this room forgets because its time is over."""

from datetime import timedelta

from belowline.core.clock import now
from belowline.surveys.models import SurveyResponse

_KEPT = timedelta(days=365)


def names_at_answers(*, dry_run: bool) -> int:
    """Who gave which answers to surveys that are not anonymous, a year after they were given."""
    old = SurveyResponse.objects.filter(person__isnull=False, day__lt=now().date() - _KEPT)
    return old.count() if dry_run else old.update(person=None)
