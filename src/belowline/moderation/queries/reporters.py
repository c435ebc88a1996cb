"""How often those who report were right; nobody at the desk learns their names by it."""

from collections import Counter
from collections.abc import Collection

from belowline.moderation.models import Decision, Report
from belowline.moderation.queries.urgency import weight_of

_LAST = 200
"""As many of somebody's last reports are looked at: people change, and work has a bound."""
_RIGHT = (Decision.Outcome.REMOVED, Decision.Outcome.HELD)


def weights(person_ids: Collection[int], *, publication_id: int) -> dict[int, float]:
    """How much the word of each of these people weighs at this publication, by their id."""
    return {key: _weight(key, publication_id) for key in person_ids}


def _weight(person_id: int, publication_id: int) -> float:
    made = Report.objects.filter(reporter=person_id).order_by("-reported_at")
    told = made.values_list("publication_id", "decision__outcome")[:_LAST]
    outcomes = Counter(outcome for at, outcome in told if at == publication_id)
    return weight_of(
        right=sum(outcomes[it] for it in _RIGHT), wrong=outcomes[Decision.Outcome.KEPT]
    )
