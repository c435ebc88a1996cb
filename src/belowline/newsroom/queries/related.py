"""Related articles: those whose headlines and first lines say the most of the same."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import pairwise
from math import log

from belowline.core.events import NEWS
from belowline.core.kept import kept
from belowline.core.unicode.units import units_of
from belowline.newsroom.queries.articles import ArticleCard, ArticleView, newest_articles

_CANDIDATES = 300
_HEADLINE = 3
"""How often a word of the headline counts as one of the first lines."""
_K1, _B = 1.2, 0.75
"""BM25's constants, as they are usually set."""
_SHORTEST = 3
"""Letters of a word that says anything; characters of other scripts count in pairs."""
_DAYS = 120
"""After which what an article has in common counts three quarters, and in the end half."""


@dataclass(frozen=True, slots=True)
class _Candidates:
    """A publication's newest articles; for each word at which places among them it counts how much
    (its weight times BM25's share of it), and how much an article's age leaves of that.
    """

    cards: Sequence[ArticleCard]
    places: Mapping[str, Sequence[tuple[int, float]]]
    fresh: Sequence[float]


def related_articles(article: ArticleView, *, limit: int = 4) -> list[ArticleCard]:
    """Up to `limit` recent articles of the same publication, the most alike first; where fewer have
    a word in common, the newest follow.

    Source: S. Robertson and H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond",
    Foundations and Trends in Information Retrieval 3 (2009), 333-389; headline and first lines
    are one text in which the headline's words stand several times (BM25F with one length).
    """
    publication_id = article.publication_id
    name = NEWS.format(publication_id=publication_id)
    recent = kept(name, "related", lambda: _candidates(publication_id), still=_is_true)
    likeness = [0.0] * len(recent.cards)
    for word in _words(article):
        for place, weight in recent.places.get(word, ()):
            likeness[place] += weight
    likeness = [each * left for each, left in zip(likeness, recent.fresh, strict=True)]
    nearest = nlargest(limit + 1, range(len(likeness)), key=likeness.__getitem__)
    near = [recent.cards[place] for place in nearest]
    return [card for card in near if card.id != article.id][:limit]


def _is_true(candidates: _Candidates) -> bool:
    return not any(card.has_vanished for card in candidates.cards)


def _candidates(publication_id: int) -> _Candidates:
    cards = newest_articles(publication_id=publication_id, limit=_CANDIDATES)
    words = [_words(card) for card in cards]
    lengths = [sum(each.values()) for each in words]
    mean = sum(lengths) / max(len(lengths), 1) or 1.0
    having = Counter(word for each in words for word in each)
    places: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for place, each in enumerate(words):
        long = _K1 * (1 - _B + _B * lengths[place] / mean)
        for word, times in each.items():
            rare = log(1 + (len(cards) - having[word] + 0.5) / (having[word] + 0.5))
            places[word].append((place, rare * times * (_K1 + 1) / (times + long)))
    newest = max((card.published_at for card in cards), default=None)
    fresh = [_left((newest - card.published_at).days) if newest else 1.0 for card in cards]
    return _Candidates(cards, places, fresh)


def _left(days: int) -> float:
    return 0.5 + 0.5 / (1 + max(days, 0) / _DAYS)


def _words(card: ArticleCard) -> Counter[str]:
    headline, lines = _said(card.headline), _said(card.standfirst)
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
