"""A moderator changes their own settings at the desk; nobody else sees a difference."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.queries.people import Actor
from belowline.core.clock import now
from belowline.core.refusals import Conflict, NotFound
from belowline.discussion.policies import check_may_moderate
from belowline.moderation.models import Case, DeskSettings
from belowline.newsroom.queries.publications import zone_of


@transaction.atomic
def fold_worst(*, actor: Actor, folds: bool) -> None:
    """Has the desk fold the worst comments for this moderator, or show them at once."""
    row = own_row(actor)
    row.folds = folds
    row.save()


@transaction.atomic
def set_aside(*, actor: Actor, case_id: int) -> None:
    """Keeps cases with this one's reason out of the moderator's queues until the end of the day in
    the publication's time zone. Raises NotFound, and Conflict where it has no reason.
    """
    row = own_row(actor)
    case = Case.objects.filter(pk=case_id).first()
    if case is None or case.publication_id != actor.publication_id:
        raise NotFound(gettext("This case does not exist."))
    if not case.reason:
        raise Conflict(gettext("This case has no reason any more."))
    before = _still_aside(row)
    row.set_aside = [*before, *({case.reason} - set(before))]
    row.set_aside_until = _end_of_day(actor.publication_id)
    row.save()


@transaction.atomic
def take_back(*, actor: Actor, reason: str) -> None:
    """Brings the cases with this reason back; of one that is not set aside, changes nothing."""
    row = own_row(actor)
    row.set_aside = [it for it in _still_aside(row) if it != reason]
    row.save()


def own_row(actor: Actor) -> DeskSettings:
    """The moderator's row, locked; a new one where there is none. Raises NotAllowed."""
    check_may_moderate(actor, actor.publication_id)
    row, _ = DeskSettings.objects.select_for_update().get_or_create(
        publication_id=actor.publication_id, person_id=actor.id
    )
    return row


def _still_aside(row: DeskSettings) -> list[str]:
    is_over = row.set_aside_until is None or row.set_aside_until <= now()
    return [] if is_over else list(row.set_aside)


def _end_of_day(publication_id: int) -> datetime:
    zone = zone_of(publication_id)
    tomorrow = now().astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time.min, tzinfo=zone)
