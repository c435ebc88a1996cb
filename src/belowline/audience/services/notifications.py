"""A reader has seen notifications, says how to hear of them, and is sent them by email."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import get_language, gettext

from belowline.accounts.queries.people import Actor
from belowline.audience.events import NotificationsChanged
from belowline.audience.models import Notification, NotificationChoice
from belowline.core.clock import now
from belowline.core.events import publish
from belowline.core.refusals import Invalid
from belowline.newsroom.services.founding import checked_zone

_HOURS = range(24)


@transaction.atomic
def mark_seen(*, actor: Actor, up_to: int | None = None) -> int:
    """Keeps that the actor has seen their notifications here, up to the one with this id, or all.

    Returns how many they had not seen before.
    """
    rows = Notification.objects.filter(
        person_id=actor.id, publication_id=actor.publication_id, seen_at__isnull=True
    )
    return _see(actor, rows.filter(pk__lte=up_to) if up_to is not None else rows)


@transaction.atomic
def mark_news_seen(*, actor: Actor, thread_ids: Collection[int]) -> int:
    """Keeps that the actor has looked at these threads, as mark_seen does."""
    rows = Notification.objects.filter(
        person_id=actor.id,
        kind=Notification.Kind.NEWS,
        thread_id__in=thread_ids,
        seen_at__isnull=True,
    )
    return _see(actor, rows)


@transaction.atomic
def choose_mail(
    *,
    actor: Actor,
    mail: str,
    hour: str,
    time_zone: str,
    quiet_from: str = "",
    quiet_until: str = "",
) -> None:
    """Keeps how often the actor is told by email, and at which hour of which zone if daily; and
    from and until which hour there their devices stay quiet, where both are given.

    A letter that is planned already is planned anew with the next notification. Raises Invalid.
    """
    if mail not in NotificationChoice.Mail.values:
        raise Invalid(gettext("Please choose how often."), field="mail")
    if bool(quiet_from) != bool(quiet_until):
        missing = "quiet_until" if quiet_from else "quiet_from"
        raise Invalid(gettext("Please choose an hour."), field=missing)
    NotificationChoice.objects.update_or_create(
        person_id=actor.id,
        publication_id=actor.publication_id,
        defaults={
            "mail": mail,
            "hour": _hour(hour, "hour"),
            "quiet_from": _hour(quiet_from, "quiet_from") if quiet_from else None,
            "quiet_until": _hour(quiet_until, "quiet_until") if quiet_until else None,
            "time_zone": checked_zone(time_zone),
            "language": get_language() or "en",
            "chosen_at": now(),
            "planned_for": None,
        },
    )


@transaction.atomic
def turn_mail_off(*, publication_id: int, person_id: int) -> None:
    """Ends the letters about notifications; again changes nothing."""
    NotificationChoice.objects.filter(publication_id=publication_id, person_id=person_id).update(
        mail=NotificationChoice.Mail.NEVER, chosen_at=now(), planned_for=None
    )


def _hour(said: str, field: str) -> int:
    if not said.isdecimal() or len(said) > 2 or int(said) not in _HOURS:
        raise Invalid(gettext("Please choose an hour."), field=field)
    return int(said)


def _see(actor: Actor, rows: QuerySet[Notification]) -> int:
    number = rows.update(seen_at=now())
    if number:
        publish(NotificationsChanged(publication_id=actor.publication_id, person_id=actor.id))
    return number
