"""Whether somebody is on duty."""

from datetime import datetime

from belowline.moderation.models import Shift


def is_somebody_on_duty(*, publication_id: int, moment: datetime) -> bool:
    """Whether a shift goes on. Where nobody has entered any from then on, nobody can tell: True."""
    coming = Shift.objects.filter(publication=publication_id, ends_at__gt=moment)
    return coming.filter(starts_at__lte=moment).exists() or not coming.exists()
