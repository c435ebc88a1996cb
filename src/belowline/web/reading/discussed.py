"""What is discussed most, as it stands beside articles and orders front pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from belowline.core.events import SITE
from belowline.core.kept import kept
from belowline.discussion.queries.summaries import most_discussed
from belowline.newsroom.queries.articles import ArticleCard, cards
from belowline.newsroom.queries.publications import PublicationView

_FOR = 15.0
"""Seconds for which the same list is shown."""
_SHOWN, _RANKED = 5, 200


@dataclass(frozen=True, slots=True)
class Discussed:
    """The most discussed articles, the most discussed first: `ids` of many, `cards` of a few."""

    ids: Sequence[int]
    cards: Sequence[ArticleCard]


def discussed_articles(publication: PublicationView) -> Discussed:
    """Those of the publication."""
    return kept(
        SITE.format(publication_id=publication.id),
        "discussed",
        lambda: _discussed(publication),
        seconds=_FOR,
        still=lambda known: not any(card.has_vanished for card in known.cards),
    )


def _discussed(publication: PublicationView) -> Discussed:
    ids = most_discussed(publication_id=publication.id, limit=_RANKED)
    found = cards(ids[:_SHOWN], publication_ids=[publication.id])
    return Discussed(ids, [found[article_id] for article_id in ids if article_id in found])
