"""Whether somebody is on duty."""

from datetime import datetime

from belowline.moderation.models import Shift


def is_somebody_on_duty(*, publication_id: int, moment: datetime) -> bool:
    """Whether a shift goes on. Where nobody has entered any from then on, nobody can tell: True."""
    coming = Shift.objects.filter(publication=publication_id, ends_at__gt=moment)
    return coming.filter(starts_at__lte=moment).exists() or not coming.exists()


class DutyTimes:
    """The shifts of a publication from a moment on, to ask of many moments after it."""

    def __init__(self, *, publication_id: int, since: datetime) -> None:
        rows = Shift.objects.filter(publication=publication_id, ends_at__gt=since)
        self._shifts = list(rows.values_list("starts_at", "ends_at"))

    def is_attended(self, moment: datetime) -> bool:
        """As `is_somebody_on_duty` says it."""
        coming = [begins for begins, ends in self._shifts if ends > moment]
        return not coming or min(coming) <= moment
