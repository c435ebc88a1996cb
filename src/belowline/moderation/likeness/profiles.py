"""How alike two people write, by the short sequences of characters that everybody uses.

Cosine Delta: Burrows, "'Delta': a Measure of Stylistic Difference and a Guide to Likely
Authorship", Literary and Linguistic Computing 17(3), 2002, with the angle between the standard
scores in place of their distance (Evert and others, "Understanding and explaining Delta measures
for authorship attribution", Digital Scholarship in the Humanities 32, 2017), over sequences of two
to four characters, which hold function words, endings, punctuation and spelling together and need
no words (Stamatatos, "A Survey of Modern Authorship Attribution Methods", JASIST 60(3), 2009).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import sqrt
from operator import mul

_LENGTHS = (2, 3, 4)
_FEATURES = 4_000
_FARTHEST = 2.0
"""A standard score beyond this counts as this, so that a subject of the day outweighs nothing."""


def closeness(text: str, others: Mapping[int, str]) -> dict[int, float]:
    """How alike each of the others writes, in standard deviations above the mean of them all.

    That is comparable between groups and lengths of text, where the cosine itself is not.
    """
    keys = list(others)
    scores = _scores([text, *(others[key] for key in keys)])
    own, rest = scores[0], scores[1:]
    cosines = [sum(map(mul, own, each)) for each in rest]
    mean = sum(cosines) / len(cosines)
    spread = sqrt(sum((it - mean) ** 2 for it in cosines) / len(cosines))
    return {
        key: (it - mean) / spread if spread else 0.0 for key, it in zip(keys, cosines, strict=True)
    }


def _scores(texts: Sequence[str]) -> list[list[float]]:
    """Unit vectors of standard scores, one for each text."""
    counted = [_counted(text) for text in texts]
    holders: Counter[str] = Counter()
    for each in counted:
        holders.update(each.keys())
    grams = sorted(holders, key=lambda gram: (-holders[gram], gram))[:_FEATURES]
    rows = [
        [each[gram] / max(len(text), 1) for gram in grams]
        for each, text in zip(counted, texts, strict=True)
    ]
    columns = [_standard(column) for column in zip(*rows, strict=True)]
    return [_unit(row) for row in zip(*columns, strict=True)]


def _counted(text: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for length in _LENGTHS:
        found.update(map("".join, zip(*(text[start:] for start in range(length)), strict=False)))
    return found


def _standard(column: Sequence[float]) -> list[float]:
    mean = sum(column) / len(column)
    spread = sqrt(sum((it - mean) ** 2 for it in column) / len(column))
    if not spread:
        return [0.0] * len(column)
    return [max(-_FARTHEST, min(_FARTHEST, (it - mean) / spread)) for it in column]


def _unit(row: Sequence[float]) -> list[float]:
    length = sqrt(sum(map(mul, row, row))) or 1.0
    return [it / length for it in row]
