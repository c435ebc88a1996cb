"""When a reader's devices are told what is new: in some seconds, or after their quiet hours."""

from collections.abc import Collection
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, OuterRef

from belowline.audience.models import Notification, NotificationChoice, PushDevice
from belowline.audience.queries.loud_notifications import loud
from belowline.audience.queries.notifications import unpushed_notifications
from belowline.core.clock import now
from belowline.core.tasks import enqueue

SOON = timedelta(seconds=10)
"""Until devices are told: what comes within it is one message, and whoever sees it gets none."""


def plan_pushes(told: Collection[Notification]) -> None:
    """Plans a message for each who has a device and has none planned. In a transaction."""
    device = PushDevice.objects.filter(
        person_id=OuterRef("person_id"), publication_id=OuterRef("publication_id")
    )
    rows = NotificationChoice.objects.filter(
        Exists(device),
        person_id__in={it.person_id for it in told},
        publication_id__in={it.publication_id for it in told},
        push_planned_for__isnull=True,
    )
    for choice in rows.select_for_update():
        _plan(choice, _after_quiet(choice, now() + SOON))


def push_notifications(*, publication_id: int, person_id: int) -> None:
    """Has each device of the person told what no device was told before. A task, planned with the
    first of it; in quiet hours it is planned anew, for their end.
    """
    with transaction.atomic():
        rows = NotificationChoice.objects.filter(person_id=person_id, publication_id=publication_id)
        choice = rows.select_for_update().first()
        if choice is None:
            return
        moment = now()
        if (due := _after_quiet(choice, moment)) > moment:
            _plan(choice, due)
            return
        rows.update(push_planned_for=None)
        told = loud(person_id, unpushed_notifications(**_whose(choice)))
        Notification.objects.filter(
            **_whose(choice), seen_at__isnull=True, pushed_at__isnull=True
        ).update(pushed_at=moment)
        if told:
            for device_id in PushDevice.objects.filter(**_whose(choice)).values_list(
                "pk", flat=True
            ):
                _send(publication_id, device_id, [it.id for it in told])


def is_quiet(hour: int, *, quiet_from: int | None, quiet_until: int | None) -> bool:
    """Whether this hour of the day is one of the quiet ones, which may go over midnight."""
    if quiet_from is None or quiet_until is None or quiet_from == quiet_until:
        return False
    if quiet_from < quiet_until:
        return quiet_from <= hour < quiet_until
    return hour >= quiet_from or hour < quiet_until


def _after_quiet(choice: NotificationChoice, moment: datetime) -> datetime:
    """The moment itself, or where it is quiet then the end of the quiet hours."""
    here = moment.astimezone(ZoneInfo(choice.time_zone))
    quiet_from, until = choice.quiet_from, choice.quiet_until
    if until is None or not is_quiet(here.hour, quiet_from=quiet_from, quiet_until=until):
        return moment
    end = here.replace(hour=until, minute=0, second=0, microsecond=0)
    return end if end > here else end + timedelta(days=1)


def _plan(choice: NotificationChoice, due: datetime) -> None:
    choice.push_planned_for = due
    choice.save(update_fields=["push_planned_for"])
    enqueue("push-notifications", dict(_whose(choice)), due_at=due)


def _send(publication_id: int, device_id: int, told: list[int]) -> None:
    enqueue(
        "send-push",
        {"publication_id": publication_id, "device_id": device_id, "told": told, "attempt": 0},
    )


def _whose(choice: NotificationChoice) -> dict[str, int]:
    return {"person_id": choice.person_id, "publication_id": choice.publication_id}
