"""Related articles: those whose headlines and first lines share the rarest words."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import log

from belowline.core.events import NEWS
from belowline.core.kept import kept
from belowline.newsroom.queries.articles import ArticleCard, ArticleView, newest_articles

_WORD = re.compile(r"\w{3,}")
_CANDIDATES = 200


@dataclass(frozen=True, slots=True)
class _Candidates:
    """A publication's newest articles, and at which places among them each word is."""

    cards: Sequence[ArticleCard]
    places: Mapping[str, Sequence[int]]


def related_articles(article: ArticleView, *, limit: int = 4) -> list[ArticleCard]:
    """Up to `limit` recent articles of the same publication, the most alike first.

    Each shared word counts by its inverse document frequency (Spärck Jones 1972); the same
    section counts a little, so that an article without shared words still has neighbours.
    """
    publication_id = article.publication_id
    name = NEWS.format(publication_id=publication_id)
    recent = kept(name, "related", lambda: _candidates(publication_id), still=_is_true)
    likeness = [0.5 * (card.section_slug == article.section_slug) for card in recent.cards]
    for word in _words(article):
        places = recent.places.get(word, ())
        weight = log(1 + len(recent.cards) / len(places)) if places else 0.0
        for place in places:
            likeness[place] += weight
    nearest = nlargest(limit + 1, range(len(likeness)), key=likeness.__getitem__)
    near = [recent.cards[place] for place in nearest]
    return [card for card in near if card.id != article.id][:limit]


def _is_true(candidates: _Candidates) -> bool:
    return not any(card.has_vanished for card in candidates.cards)


def _candidates(publication_id: int) -> _Candidates:
    cards = newest_articles(publication_id=publication_id, limit=_CANDIDATES)
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, card in enumerate(cards):
        for word in _words(card):
            places[word].append(place)
    return _Candidates(cards, places)


def _words(card: ArticleCard) -> set[str]:
    return set(_WORD.findall(f"{card.headline} {card.standfirst}".casefold()))
