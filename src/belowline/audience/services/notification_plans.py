"""When a letter tells a reader what is new: soon, or at their hour."""

from collections.abc import Collection
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from belowline.audience.models import Notification, NotificationChoice
from belowline.core.clock import now
from belowline.core.tasks import enqueue

SOON = timedelta(minutes=5)
"""Until a letter goes out: what comes within it is one letter, and whoever sees it gets none."""
_MAIL = NotificationChoice.Mail


def plan_letters(told: Collection[Notification]) -> None:
    """Plans a letter for each who wants one of these and has none planned. In a transaction."""
    rows = NotificationChoice.objects.filter(
        person_id__in={it.person_id for it in told},
        publication_id__in={it.publication_id for it in told},
        planned_for__isnull=True,
    ).exclude(mail=_MAIL.NEVER)
    for choice in rows.select_for_update():
        choice.planned_for = due_at(choice)
        choice.save(update_fields=["planned_for"])
        enqueue(
            "send-notifications",
            {"publication_id": choice.publication_id, "person_id": choice.person_id},
            due_at=choice.planned_for,
        )


def due_at(choice: NotificationChoice) -> datetime:
    """When the next letter is due: in a few minutes, or when it is the chosen hour again there."""
    if choice.mail == _MAIL.SOON:
        return now() + SOON
    here = now().astimezone(ZoneInfo(choice.time_zone))
    due = here.replace(hour=choice.hour, minute=0, second=0, microsecond=0)
    return due if due > here else due + timedelta(days=1)
