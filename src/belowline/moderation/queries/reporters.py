"""How often those who report were right; nobody at the desk learns their names by it."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from belowline.moderation.models import Decision, Report
from belowline.moderation.queries.urgency import weight_of

_LAST = 200
"""As many of somebody's last reports are looked at: people change, and work has a bound."""
_MOSTLY_WRONG = 0.6
"""A weight under which most reports were wrong: two of three, or so."""
_ENOUGH = 5
"""As many wrong reports it takes until that is said."""
_RIGHT = (Decision.Outcome.REMOVED, Decision.Outcome.HELD, Decision.Outcome.HIDDEN)


@dataclass(frozen=True, slots=True)
class Reporting:
    """How somebody's last reports were decided."""

    right: int
    wrong: int


def weights(person_ids: Collection[int], *, publication_id: int) -> dict[int, float]:
    """How much the word of each of these people weighs at this publication, by their id."""
    return {key: _weight(key, publication_id) for key in person_ids}


def reporting(person_id: int, *, publication_id: int) -> Reporting:
    """How this person's last reports at the publication were decided."""
    made = Report.objects.filter(reporter=person_id).order_by("-reported_at")
    told = made.values_list("publication_id", "decision__outcome")[:_LAST]
    outcomes = Counter(outcome for at, outcome in told if at == publication_id)
    return Reporting(sum(outcomes[it] for it in _RIGHT), outcomes[Decision.Outcome.KEPT])


def is_mostly_wrong(person_id: int, *, publication_id: int) -> bool:
    """Whether most of this person's reports at the publication were wrong, and not just a few."""
    found = reporting(person_id, publication_id=publication_id)
    weight = weight_of(right=found.right, wrong=found.wrong)
    return found.wrong >= _ENOUGH and weight <= _MOSTLY_WRONG


def _weight(person_id: int, publication_id: int) -> float:
    found = reporting(person_id, publication_id=publication_id)
    return weight_of(right=found.right, wrong=found.wrong)
