"""A moderator changes their own settings at the desk; nobody else sees a difference."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.queries.people import Actor
from belowline.core.clock import now
from belowline.core.ids import first_id_of
from belowline.core.refusals import Conflict, NotFound
from belowline.discussion.policies import check_may_moderate
from belowline.moderation.models import Case, Decision, DeskSettings
from belowline.moderation.queries.worst import hard_ones, worst_titles
from belowline.newsroom.queries.publications import zone_of

HARD_ONES = 20
"""After so many decisions on the worst comments within an hour the desk suggests a break."""
_HOUR = timedelta(hours=1)
_MOST = 500
"""So many decisions of an hour are looked at, the newest."""


@transaction.atomic
def fold_worst(*, actor: Actor, folds: bool) -> None:
    """Has the desk fold the worst comments for this moderator, or show them at once."""
    row = _own(actor)
    row.folds = folds
    row.save()


@transaction.atomic
def set_aside(*, actor: Actor, case_id: int) -> None:
    """Keeps cases with this one's reason out of the moderator's queues until the end of the day in
    the publication's time zone. Raises NotFound, and Conflict where it has no reason.
    """
    row = _own(actor)
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
    row = _own(actor)
    row.set_aside = [it for it in _still_aside(row) if it != reason]
    row.save()


@transaction.atomic
def needs_break(*, actor: Actor) -> bool:
    """Whether the desk should suggest a break after this decision: once an hour, after twenty
    decisions within an hour on comments of the worst classes, batches not counted.
    """
    since = now() - _HOUR
    if _hard_decisions(actor, since) < HARD_ONES:
        return False
    row = _own(actor)
    if row.break_suggested_at is not None and row.break_suggested_at > since:
        return False
    row.break_suggested_at = now()
    row.save()
    return True


def _own(actor: Actor) -> DeskSettings:
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


def _hard_decisions(actor: Actor, since: datetime) -> int:
    made = Decision.objects.filter(
        moderator=actor.id,
        publication=actor.publication_id,
        id__gte=first_id_of(since),
        decided_at__gt=since,
        batch=None,
        comment__isnull=False,
    ).exclude(outcome=Decision.Outcome.UNDONE)
    rows = list(made.order_by("-id").values_list("comment_id", "reason")[:_MOST])
    worst = worst_titles(actor.publication_id)
    reported = hard_ones({key for key, _ in rows if key}, publication_id=actor.publication_id)
    return sum(reason in worst or key in reported for key, reason in rows)
