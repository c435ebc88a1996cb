"""What is discussed most, as it stands beside articles and on front pages."""

from belowline.core.events import SITE
from belowline.core.kept import kept
from belowline.discussion.queries.summaries import most_discussed
from belowline.newsroom.queries.articles import ArticleCard, cards
from belowline.newsroom.queries.publications import PublicationView

_FOR = 15.0
"""Seconds for which the same list is shown."""


def discussed_articles(publication: PublicationView) -> list[ArticleCard]:
    """The publication's most discussed articles, the most discussed first."""
    return kept(
        SITE.format(publication_id=publication.id),
        "discussed",
        lambda: _most_discussed(publication),
        seconds=_FOR,
        still=lambda known: not any(card.has_vanished for card in known),
    )


def _most_discussed(publication: PublicationView) -> list[ArticleCard]:
    ids = most_discussed(publication_id=publication.id)
    found = cards(ids, publication_ids=[publication.id])
    return [found[article_id] for article_id in ids if article_id in found]
