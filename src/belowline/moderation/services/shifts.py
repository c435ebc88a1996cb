"""Shifts are entered and taken out."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.queries.people import Actor
from belowline.accounts.queries.staff import staff
from belowline.core.clock import now
from belowline.core.refusals import Conflict, Invalid, NotAllowed, NotFound
from belowline.discussion.policies import check_may_moderate
from belowline.moderation.models import Shift

MOST_WEEKS = 26
"""For so many weeks on end a shift can be entered at once."""
_LONGEST = timedelta(hours=24)
_MOST_AHEAD = 1_000


@transaction.atomic
def add_shifts(
    *,
    actor: Actor,
    person_id: int,
    starts_at: datetime,
    ends_at: datetime,
    zone: ZoneInfo,
    queues: Sequence[str] = (),
    weeks: int = 1,
) -> None:
    """Enters a moderator's hours, on so many weeks at the same hour of the zone's clock.

    Moderators enter their own, editors everybody's. Raises NotAllowed, Invalid, and Conflict where
    there are too many already.
    """
    check_may_moderate(actor, actor.publication_id)
    _check_whose(actor, person_id)
    if ends_at <= starts_at:
        raise Invalid(gettext("The shift must end after it begins."), field="ends_at")
    if ends_at - starts_at > _LONGEST:
        raise Invalid(gettext("A shift can have up to 24 hours."), field="ends_at")
    if not 1 <= weeks <= MOST_WEEKS:
        sentence = gettext("Please enter 1 to %(n)s weeks.") % {"n": MOST_WEEKS}
        raise Invalid(sentence, field="weeks")
    coming = Shift.objects.filter(publication=actor.publication_id, ends_at__gt=now())
    if coming.count() + weeks > _MOST_AHEAD:
        raise Conflict(gettext("There are too many shifts already. Please remove some first."))
    Shift.objects.bulk_create(
        Shift(
            publication_id=actor.publication_id,
            moderator_id=person_id,
            starts_at=_later(starts_at, week, zone),
            ends_at=_later(ends_at, week, zone),
            queues=list(queues),
        )
        for week in range(weeks)
    )


@transaction.atomic
def remove_shift(*, actor: Actor, shift_id: int) -> None:
    """Takes one shift out; of moderators, one of their own. Raises NotFound, NotAllowed."""
    check_may_moderate(actor, actor.publication_id)
    shift = Shift.objects.select_for_update().filter(pk=shift_id).first()
    if shift is None or shift.publication_id != actor.publication_id:
        raise NotFound(gettext("This shift does not exist."))
    _check_whose(actor, shift.moderator_id)
    shift.delete()


def _check_whose(actor: Actor, person_id: int) -> None:
    if person_id != actor.id and not actor.edits:
        raise NotAllowed(gettext("Only editors can change other people’s shifts."))
    if person_id not in {member.id for member in staff(actor.publication_id)}:
        raise Invalid(gettext("Please choose a member of the staff."), field="person")


def _later(moment: datetime, weeks: int, zone: ZoneInfo) -> datetime:
    """So many weeks later by the clock on the wall, also where that was put forward or back."""
    return moment.astimezone(zone) + timedelta(weeks=weeks)
