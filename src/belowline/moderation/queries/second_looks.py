"""The sample: what waits for a second look, and how far first and second decisions agree."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from belowline.core.ids import encode
from belowline.moderation.models import SecondLook

_MOST_OWN = 200
"""As many are passed over that one has decided on oneself."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A comment to look at, and which version of its text was decided on; not what was decided."""

    id: int
    comment_id: int
    text_version: int

    @property
    def ref(self) -> str:
        """The id as addresses write it."""
        return encode(self.id)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far first and second decisions agree: so many pairs, the share of those that agree, and
    Cohen's kappa; None where chance alone would explain everything.
    """

    pairs: int
    share: float
    kappa: float | None


def next_look(*, publication_id: int, person_id: int) -> Waiting | None:
    """What this moderator can look at next: the oldest that they did not decide on themselves."""
    rows = SecondLook.objects.filter(publication=publication_id, looked_at=None).order_by("id")
    for it in rows.select_related("decision")[:_MOST_OWN]:
        if it.decision.moderator_id != person_id:
            return _waiting(it)
    return None


def look_to_make(*, publication_id: int, look_id: int) -> Waiting | None:
    """The publication's second look with this id, while nobody has looked."""
    found = SecondLook.objects.filter(pk=look_id).select_related("decision").first()
    is_its = found is not None and found.publication_id == publication_id
    return _waiting(found) if found and is_its and found.looked_at is None else None


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


def _waiting(look: SecondLook) -> Waiting:
    return Waiting(look.id, look.decision.comment_id, look.decision.text_version)
