"""Related articles: those whose headlines and first lines share the rarest words."""

import re
from collections import Counter
from math import log

from belowline.newsroom.queries.articles import ArticleCard, ArticleView, newest_articles

_WORD = re.compile(r"\w{3,}")
_CANDIDATES = 200


def related_articles(article: ArticleView, *, limit: int = 4) -> list[ArticleCard]:
    """Up to `limit` recent articles of the same publication, the most alike first.

    Each shared word counts by its inverse document frequency (Spärck Jones 1972); the same
    section counts a little, so that an article without shared words still has neighbours.
    """
    candidates = [
        card
        for card in newest_articles(publication_id=article.publication_id, limit=_CANDIDATES)
        if card.id != article.id
    ]
    words = {card.id: _words(card) for card in candidates}
    own = _words(article)
    spread = Counter(word for of_one in words.values() for word in of_one)
    weight = {word: log(1 + len(candidates) / spread[word]) for word in own if word in spread}

    def likeness(card: ArticleCard) -> tuple[float, float]:
        shared = sum(weight[word] for word in words[card.id] & weight.keys())
        same_section = 0.5 * (card.section_slug == article.section_slug)
        return shared + same_section, card.published_at.timestamp()

    return sorted(candidates, key=likeness, reverse=True)[:limit]


def _words(card: ArticleCard) -> set[str]:
    return set(_WORD.findall(f"{card.headline} {card.standfirst}".casefold()))
