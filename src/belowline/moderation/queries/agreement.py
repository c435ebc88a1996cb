"""How far first and second decisions agree."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from belowline.moderation.models import SecondLook


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far first and second decisions agree: so many pairs, the share of those that agree, and
    Cohen's kappa; None where chance alone would explain everything.
    """

    pairs: int
    share: float
    kappa: float | None


def agreement(*, publication_id: int, since: datetime) -> Agreement:
    """Of the second looks at the publication since then."""
    rows = SecondLook.objects.filter(publication=publication_id, looked_at__gte=since)
    return agreement_of(rows.values_list("decision__outcome", "outcome"))


def agreement_of(pairs: Iterable[tuple[str, str]]) -> Agreement:
    """How far the two sides of these pairs agree beyond chance (J. Cohen, A Coefficient of
    Agreement for Nominal Scales, 1960): 1 wholly, 0 as by chance.
    """
    counted = Counter(pairs)
    number = counted.total()
    if not number:
        return Agreement(0, 0.0, None)
    same = sum(n for (first, second), n in counted.items() if first == second) / number
    firsts: Counter[str] = Counter()
    seconds: Counter[str] = Counter()
    for (first, second), n in counted.items():
        firsts[first] += n
        seconds[second] += n
    chance = sum(firsts[it] * seconds[it] for it in firsts) / number**2
    kappa = (same - chance) / (1 - chance) if chance < 1 else None
    return Agreement(number, same, kappa)
