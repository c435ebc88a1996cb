"""How much short texts have in common, by the words that few of them have."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from math import log

from belowline.core.unicode.units import units_of

_HEADLINE = 3
"""How often a word of the headline counts as one of the first lines."""
_K1, _B = 1.2, 0.75
"""BM25's constants, as they are usually set."""
_COMMON, _FEW = 0.15, 40
"""A word of more than this share of the texts says nothing, where there are more than so few."""
_SHORTEST = 3
"""Letters of a word that says anything; characters of other scripts count in pairs."""

Text = tuple[str, str]
"""A headline, and the first lines below it."""


class Likeness:
    """Texts that others are compared with.

    Source: S. Robertson and H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond",
    Foundations and Trends in Information Retrieval 3 (2009), 333-389; headline and first lines are
    one text in which the headline's words stand several times (BM25F with one length).
    """

    def __init__(self, texts: Sequence[Text]) -> None:
        self._number = len(texts)
        words = [_words(text) for text in texts]
        lengths = [sum(each.values()) for each in words]
        mean = sum(lengths) / max(len(lengths), 1) or 1.0
        having = Counter(word for each in words for word in each)
        self._places: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, each in enumerate(words):
            long = _K1 * (1 - _B + _B * lengths[place] / mean)
            for word, times in each.items():
                if self._number > _FEW and having[word] > _COMMON * self._number:
                    continue
                rare = log(1 + (self._number - having[word] + 0.5) / (having[word] + 0.5))
                share = times * (_K1 + 1) / (times + long)
                self._places[word].append((place, rare * share))

    def to(self, text: Text) -> list[float]:
        """How much each of the texts has in common with this one; 0: nothing."""
        found = [0.0] * self._number
        for word in _words(text):
            for place, weight in self._places.get(word, ()):
                found[place] += weight
        return found


def _words(text: Text) -> Counter[str]:
    headline, lines = _said(text[0]), _said(text[1])
    return Counter({word: _HEADLINE * times for word, times in headline.items()}) + lines


def _said(text: str) -> Counter[str]:
    """The words of a text; of scripts without spaces the pairs of characters."""
    units = list(units_of(text))
    words = Counter(
        unit.folded for unit in units if not unit.is_character and len(unit.folded) >= _SHORTEST
    )
    words.update(
        one.folded + other.folded
        for one, other in pairwise(units)
        if one.is_character and other.is_character and one.end == other.start
    )
    return words
