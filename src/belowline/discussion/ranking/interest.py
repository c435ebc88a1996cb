"""How much interest a discussion finds: by people, not by comments, and fading with time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log2

TRENDING = timedelta(hours=6)
DISCUSSED = timedelta(hours=24)
"""In which time interest halves: for what is talked about now, and for what is talked about."""
BELOW_ALL = 1e7
"""More than any moment's logarithm, so that what newcomers alone discuss stands below the rest."""


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who wrote in a discussion: when first, and whether others know them already.

    One is established who wrote elsewhere before, in what still stands.
    """

    since: datetime
    is_established: bool


def interest(people: Sequence[Participant], half_life: timedelta) -> float:
    """A number that is larger the more interest there is; it orders discussions at any time.

    Each person counts once, from their first comment on, half as much after each half-life. So
    the sum is over 2^(t/h), t being that moment; its binary logarithm is what is returned. Since
    time passes for all alike, the order of two discussions changes only when somebody writes.
    Source: G. Cormode, V. Shkapenyuk, D. Srivastava and B. Xu, "Forward Decay: A Practical Time
    Decay Model for Streaming Systems", ICDE 2009.

    Newcomers add nothing to what established people discuss, however many they are. Where there
    are only newcomers, they count as one person, the last to come, below all other discussions.
    Without anybody it is minus infinity.
    """
    known = [person.since for person in people if person.is_established]
    if known:
        return _log_of_sum([halvings(moment, half_life) for moment in known])
    if people:
        return halvings(max(person.since for person in people), half_life) - BELOW_ALL
    return float("-inf")


def halvings(moment: datetime, half_life: timedelta) -> float:
    """How many half-lives lie between 1970 and the moment: one person's interest then."""
    return moment.timestamp() / half_life.total_seconds()


def _log_of_sum(exponents: Sequence[float]) -> float:
    """The binary logarithm of the sum of 2 to these powers, which are too large to be computed."""
    most = max(exponents)
    return most + log2(sum(2 ** (exponent - most) for exponent in exponents))
