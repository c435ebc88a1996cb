"""The decisions about a person that keep something from them, and which of them are in force."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from belowline.core.clock import now
from belowline.moderation.models import Decision

_Outcome = Decision.Outcome
LASTING: Collection[str] = frozenset(
    {_Outcome.SLOWED, _Outcome.CHECKED, _Outcome.SUSPENDED, _Outcome.CLOSED, _Outcome.MUTED}
)
"""Outcomes that hold for a while; their codes are those of accounts.models.Restriction."""
SAID: Collection[str] = frozenset({_Outcome.REMINDED, _Outcome.WARNED})
"""Outcomes that are said once."""


def measures_in_force(
    *, person_id: int, publication_id: int, at: datetime | None = None
) -> list[Decision]:
    """The decisions that keep something from this person now, the oldest first: neither undone nor
    lifted, and not over.
    """
    moment = at or now()
    rows = Decision.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=moment),
        person=person_id,
        publication=publication_id,
        outcome__in=LASTING,
        undone_by=None,
    ).order_by("id")
    found = list(rows)
    lifted = Decision.objects.filter(
        person=person_id, publication=publication_id, outcome=_Outcome.LIFTED, undone_by=None
    )
    ended = set(lifted.values_list("lifts_id", flat=True))
    return [it for it in found if it.id not in ended]
