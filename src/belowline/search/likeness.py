"""How much articles have in common, by the words that few of them have; knows no database.

Source: S. Robertson and H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond",
Foundations and Trends in Information Retrieval 3 (2009), 333-389. An index that keeps no numbers
says whether a text has a word, and not how often: a word counts once, in the headline twice.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import pairwise
from math import log

from belowline.core.unicode.units import units_of

_HEADLINE = 2.0
"""How often a word of the headline counts, in what is compared and in what it is compared with."""
_K1, _B = 1.2, 0.75
"""BM25's constants, as they are usually set."""
_SHORTEST = 3
"""Letters of a word that says anything; characters of other scripts count in pairs."""
_SAID = 2
"""How often a word stands in the text that the article may be about."""
_LOOKED_AT, _TAKEN = 60, 25
"""Of these words so many at the most are looked up, and the most telling ones count."""

Having = Callable[[str], Sequence[int]]
"""The ids of the texts that have a word; none where so many have it that it says nothing."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is compared: words with what they weigh, and words of the text that may count, with how
    often they stand there.
    """

    weights: Mapping[str, float]
    said: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Common:
    """What a text has in common: in its words, and in its headline's."""

    words: float = 0.0
    headline: float = 0.0

    def score(self, length: int, mean: float) -> float:
        """As BM25 says, for a text of so many different words, where the mean is this."""
        long = _K1 * (1 - _B + _B * length / mean)
        return self.words / (1 + long) + self.headline * _HEADLINE / (_HEADLINE + long)


def question_of(headline: str, standfirst: str, body: str) -> Question:
    """What an article is compared by."""
    weights = dict.fromkeys(words_in(standfirst), 1.0)
    weights |= dict.fromkeys(words_in(headline), _HEADLINE)
    said = [
        (word, times)
        for word, times in words_in(body).most_common()
        if times >= _SAID and word not in weights
    ]
    return Question(weights, dict(said[:_LOOKED_AT]))


def in_common(
    question: Question, *, number: int, having: Having, in_headlines: Having
) -> dict[int, Common]:
    """What each of `number` texts has in common with the question; those without are left out."""
    found = {word: having(word) for word in (*question.weights, *question.said)}
    rare = {word: _rare(len(ids), number) for word, ids in found.items() if ids}
    telling = {
        word: rare[word] * log(1 + times)
        for word, times in question.said.items()
        if len(found[word]) > 1
    }
    weights = {word: it for word, it in question.weights.items() if word in rare}
    weights |= dict.fromkeys(nlargest(_TAKEN, telling, key=telling.__getitem__), 1.0)
    words: defaultdict[int, float] = defaultdict(float)
    headlines: defaultdict[int, float] = defaultdict(float)
    for word, weight in weights.items():
        above = set(in_headlines(word))
        for key in found[word]:
            (headlines if key in above else words)[key] += weight * rare[word]
    return {key: Common(words[key], headlines[key]) for key in {*words, *headlines}}


def words_in(text: str) -> Counter[str]:
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


def _rare(having: int, number: int) -> float:
    return log(1 + (number - having + 0.5) / (having + 0.5))
