"""Takes over who subscribes from the publisher's own list, by confirmed email addresses."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.events import BadgesChanged
from belowline.accounts.models import Badge
from belowline.accounts.queries.addresses import spelling_of
from belowline.core.clock import now
from belowline.core.events import publish_all
from belowline.core.refusals import Invalid

MOST_SUBSCRIPTIONS = 500
"""Of one list that a publisher's server sends, and of one transaction."""
_LONGEST_EMAIL = 254
_DAY = re.compile(r"[12]\d{3}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class Subscription:
    """Whose it is, by email address, and when it ends."""

    email: str
    ends_at: datetime


def take_over_subscribers(
    *, publication_id: int, subscriptions: Iterable[Subscription]
) -> Iterator[tuple[int, int]]:
    """Makes each the owner's, whatever the list said before, and counts batch by batch how many
    have an account here with this address, confirmed, and how many have none.

    Of those without an account nothing is kept: the next list brings them again.
    """
    source = iter(subscriptions)
    while batch := list(islice(source, MOST_SUBSCRIPTIONS)):
        with transaction.atomic():
            yield _take_over(publication_id, {spelling_of(it.email): it for it in batch})


def said_subscriptions(said: object, zone: ZoneInfo) -> list[Subscription]:
    """The entries of a list that a publisher's server has sent: objects with `email` and `until`,
    the last day or None. Raises Invalid, naming the first entry that has a fault.
    """
    if not isinstance(said, list) or len(said) > MOST_SUBSCRIPTIONS:
        raise Invalid(
            gettext("Please send a list of up to %(most)s subscriptions.")
            % {"most": MOST_SUBSCRIPTIONS},
            field="subscriptions",
        )
    return [_said(entry, f"subscriptions.{place}", zone) for place, entry in enumerate(said)]


def _said(entry: object, field: str, zone: ZoneInfo) -> Subscription:
    if not isinstance(entry, dict) or not {"email", "until"} <= entry.keys():
        raise Invalid(gettext("Each subscription has an email and an until."), field=field)
    email, until = entry["email"], entry["until"]
    if not isinstance(email, str) or "@" not in email or len(email) > _LONGEST_EMAIL:
        raise Invalid(gettext("Please enter an email address."), field=f"{field}.email")
    if until is None:
        return Subscription(email, now())
    try:
        return Subscription(email, end_of_day(str(until), zone))
    except Invalid as refusal:
        raise Invalid(refusal.sentence, field=f"{field}.until") from None


def end_of_day(typed: str, zone: ZoneInfo) -> datetime:
    """When the day is over that is written as 2027-03-31. Raises Invalid for anything else."""
    refusal = Invalid(gettext("Please enter a day, like 2027-03-31."), field="subscriber_until")
    if not _DAY.fullmatch(typed):
        raise refusal
    try:
        day = date.fromisoformat(typed) + timedelta(days=1)
    except (ValueError, OverflowError):
        raise refusal from None
    return datetime.combine(day, time.min, tzinfo=zone)


def _take_over(publication_id: int, wanted: dict[str, Subscription]) -> tuple[int, int]:
    confirmed = EmailAddress.objects.filter(
        email__in=wanted, verified=True, user__is_active=True
    ).values_list("user_id", "email")
    ends = {person_id: wanted[email].ends_at for person_id, email in confirmed}
    Badge.objects.bulk_create(
        (
            Badge(
                person_id=person_id,
                publication_id=publication_id,
                kind=Badge.Kind.SUBSCRIBER,
                source=Badge.Source.LIST,
                ends_at=ends_at,
            )
            for person_id, ends_at in ends.items()
        ),
        update_conflicts=True,
        unique_fields=["person", "publication_id", "kind", "source"],
        update_fields=["ends_at"],
    )
    publish_all(
        BadgesChanged(publication_id=publication_id, person_id=person_id) for person_id in ends
    )
    return len(ends), len(wanted) - len(ends)
