"""The desk suggests a break to whoever has read many hard comments."""

from datetime import datetime, timedelta

from django.db import transaction

from belowline.accounts.queries.people import Actor
from belowline.core.clock import now
from belowline.core.ids import first_id_of
from belowline.moderation.models import Decision
from belowline.moderation.queries.worst import hard_ones, worst_titles
from belowline.moderation.services.desk_settings import own_row

HARD_ONES = 20
"""After so many decisions on the worst comments within an hour the desk suggests a break."""
_HOUR = timedelta(hours=1)
_MOST = 500
"""So many decisions of an hour are looked at, the newest."""


@transaction.atomic
def needs_break(*, actor: Actor) -> bool:
    """Whether the desk should suggest a break after this decision: once an hour, after twenty
    decisions within an hour on comments of the worst classes, batches not counted.
    """
    since = now() - _HOUR
    if _hard_decisions(actor, since) < HARD_ONES:
        return False
    row = own_row(actor)
    if row.break_suggested_at is not None and row.break_suggested_at > since:
        return False
    row.break_suggested_at = now()
    row.save()
    return True


def _hard_decisions(actor: Actor, since: datetime) -> int:
    made = Decision.objects.filter(
        moderator=actor.id,
        publication=actor.publication_id,
        id__gte=first_id_of(since),
        decided_at__gt=since,
        batch=None,
        comment__isnull=False,
        label="",
    ).exclude(outcome=Decision.Outcome.UNDONE)
    rows = list(made.order_by("-id").values_list("comment_id", "reason")[:_MOST])
    worst = worst_titles(actor.publication_id)
    reported = hard_ones({key for key, _ in rows if key}, publication_id=actor.publication_id)
    return sum(reason in worst or key in reported for key, reason in rows)
