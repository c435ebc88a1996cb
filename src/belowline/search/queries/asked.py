"""What a reader looks for, taken out of what was typed; nothing that is typed is wrong."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from belowline.core.unicode.units import Unit, units_of
from belowline.newsroom.queries.publications import SectionView
from belowline.search.terms import term, terms_of_phrase

LONGEST = 200
"""Characters of what is looked for; the rest is not read."""
_MOST_PIECES = 12
_PIECE = re.compile(r"(-?)(?:[\"“„«「『](.*?)(?:[\"”“»」』]|$)|(\S+))", re.DOTALL)

Phrase = tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """Words and phrases that all have to be in a text, others that must not, and who wrote it,
    where and when; what is empty or None makes no difference. `people` may be meant by the author's
    name; `thread_id` is of a discussion.
    """

    phrases: tuple[Phrase, ...]
    excluded: tuple[Phrase, ...] = ()
    author: Phrase = ()
    people: frozenset[int] = frozenset()
    section: SectionView | None = None
    thread_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked that could be found."""
        return not self.phrases and not self.author

    def terms(self, kind: str = "w") -> set[int]:
        """The numbers that a text must have (search/terms.py)."""
        return {each for phrase in self.phrases for each in terms_of_phrase(phrase, kind)}

    def unwanted(self) -> list[set[int]]:
        """For each that must not be in a text, the numbers that it would have; only where these
        say so for certain, which those of a phrase do not.
        """
        return [terms_of_phrase(phrase) for phrase in self.excluded if len(phrase) == 1]

    def by(self) -> list[set[int]]:
        """The numbers that a text of the author has, one way or another; empty: of anybody."""
        if not self.author:
            return []
        by_account = [{term("person", person_id)} for person_id in sorted(self.people)]
        return [terms_of_phrase(self.author, "author"), *by_account]


def phrases_of(typed: str) -> tuple[tuple[Phrase, ...], tuple[Phrase, ...]]:
    """The words and phrases that are wanted, and those that are not.

    Words stand apart; what stands between quotation marks is a phrase, and what follows a hyphen
    is not wanted. A word of a script without spaces is a phrase of its characters.
    """
    wanted: list[Phrase] = []
    excluded: list[Phrase] = []
    for piece in list(_PIECE.finditer(typed[:LONGEST]))[:_MOST_PIECES]:
        phrase = tuple(units_of(piece[2] if piece[2] is not None else piece[3]))
        if phrase:
            (excluded if piece[1] else wanted).append(phrase)
    return tuple(wanted), tuple(excluded)


def phrase_of(typed: str) -> Phrase:
    """All that was typed as one phrase, such as a name."""
    return tuple(units_of(typed[:LONGEST]))


def folded(phrase: Sequence[Unit]) -> list[str]:
    """A phrase as units are compared."""
    return [unit.folded for unit in phrase]
