"""Related articles: those whose headlines and first lines say the most of the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nlargest

from belowline.core.events import NEWS
from belowline.core.kept import kept
from belowline.newsroom.likeness import Likeness
from belowline.newsroom.queries.articles import ArticleCard, ArticleView, newest_articles

_CANDIDATES = 300
_DAYS = 120
"""After which what an article has in common counts three quarters, and in the end half."""


@dataclass(frozen=True, slots=True)
class _Candidates:
    """A publication's newest articles, and how much an article's age leaves of what it has in
    common with another.
    """

    cards: Sequence[ArticleCard]
    likeness: Likeness
    fresh: Sequence[float]


def related_articles(article: ArticleView, *, limit: int = 4) -> list[ArticleCard]:
    """Up to `limit` recent articles of the same publication, the most alike first; where fewer have
    a word in common, the newest follow.
    """
    publication_id = article.publication_id
    name = NEWS.format(publication_id=publication_id)
    recent = kept(name, "related", lambda: _candidates(publication_id), still=_is_true)
    alike = recent.likeness.to((article.headline, article.standfirst))
    likeness = [each * left for each, left in zip(alike, recent.fresh, strict=True)]
    nearest = nlargest(limit + 1, range(len(likeness)), key=likeness.__getitem__)
    near = [recent.cards[place] for place in nearest]
    return [card for card in near if card.id != article.id][:limit]


def _is_true(candidates: _Candidates) -> bool:
    return not any(card.has_vanished for card in candidates.cards)


def _candidates(publication_id: int) -> _Candidates:
    cards = newest_articles(publication_id=publication_id, limit=_CANDIDATES)
    newest = max((card.published_at for card in cards), default=None)
    return _Candidates(
        cards,
        Likeness([(card.headline, card.standfirst) for card in cards]),
        [_left((newest - card.published_at).days) if newest else 1.0 for card in cards],
    )


def _left(days: int) -> float:
    return 0.5 + 0.5 / (1 + max(days, 0) / _DAYS)
