"""One person's writing beside that of many others: who is so alike that it is worth a look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from belowline.moderation.likeness.habits import shared_habits
from belowline.moderation.likeness.phrases import shared_phrases
from belowline.moderation.likeness.profiles import closeness
from belowline.moderation.likeness.texts import amount

LEAST_TEXT = 4_000
"""Characters of somebody's own writing below which nothing is said of it."""
FEWEST_OTHERS = 30
"""People with so much text whom it takes to know what is usual."""
CLOSE = 3.7
"""Standard deviations above the mean of the group; docs/decisions/0079-likeness.md has figures."""
_MOST, _MOST_PHRASES = 5, 5


@dataclass(frozen=True, slots=True)
class Alike:
    """Another person who writes alike: how far above the group, and why, as a moderator reads it.

    `phrases` only these two of the group use, `habits` are marks and words with how often each of
    the two used them.
    """

    key: int
    closeness: float
    phrases: Sequence[str]
    habits: Sequence[tuple[str, int, int]]


def has_enough(text: str) -> bool:
    """Whether there is enough of it for anything to be said."""
    return amount(text) >= LEAST_TEXT


def alike(text: str, others: Mapping[int, str]) -> list[Alike]:
    """Those of the others whose writing is alike for a reason that can be shown, the closest first;
    five at most.

    All texts have enough, and there are FEWEST_OTHERS at least.
    """
    close = closeness(text, others)
    near = sorted((key for key in others if close[key] >= CLOSE), key=lambda key: -close[key])
    if not near:
        return []
    phrases, habits = shared_phrases(text, others), shared_habits(text, others, near)
    found = [
        Alike(key, round(close[key], 1), phrases.get(key, [])[:_MOST_PHRASES], habits[key])
        for key in near
    ]
    return [it for it in found if it.phrases or it.habits][:_MOST]
