"""What the index keeps of a text: numbers that stand for its words, and for what it belongs to.

The words cannot be read from it, and who looks for a word reads the text itself once more before
anything is shown: two words with one number do no harm.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from operator import add
from zlib import crc32

from belowline.core.unicode.units import Unit, folded_rows, folded_units

_SIGNED = 1 << 31


@lru_cache(maxsize=50_000)
def term(kind: str, value: object) -> int:
    """The number, of 32 bits with a sign, of a word or of something that texts belong to."""
    return crc32(f"{kind} {value}".encode()) - _SIGNED


def terms_of_text(text: str, kind: str = "w") -> set[int]:
    """The numbers of a text's words; of scripts without spaces, of its characters and pairs."""
    if text.isascii():
        return {term(kind, word) for word in folded_units(text)}
    terms: set[int] = set()
    for row in folded_rows(text):
        terms.update(term(kind, each) for each in (*row, *map(add, row, row[1:])))
    return terms


def terms_of_phrase(units: Sequence[Unit], kind: str = "w") -> set[int]:
    """The numbers that a text has in which these units stand one after the other: as few as do."""
    paired = {
        unit
        for one, other in pairwise(units)
        if one.is_character and other.is_character and one.end == other.start
        for unit in (one, other)
    }
    alone = {term(kind, unit.folded) for unit in units if unit not in paired}
    return alone | {term(kind, pair) for pair in _pairs(units)}


def _pairs(units: Sequence[Unit]) -> Iterable[str]:
    return (
        one.folded + other.folded
        for one, other in pairwise(units)
        if one.is_character and other.is_character and one.end == other.start
    )
