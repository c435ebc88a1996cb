"""The words of articles that may be looked for, as readers may see them now."""

from collections.abc import Collection
from dataclasses import dataclass

from belowline.core.markup import plain_text
from belowline.newsroom.queries.articles import ArticleCard, cards_of, published_articles

_CHANNEL = "search"


@dataclass(frozen=True, slots=True)
class ArticleText:
    """An article in a list, and its first lines and text; empty where only the headline remains,
    and where the text may be shown in some countries only.
    """

    card: ArticleCard
    words: str


def searchable_articles(
    *, publication_id: int, article_ids: Collection[int]
) -> dict[int, ArticleText]:
    """Those of these articles that are the publication's and may be found, by id."""
    rows = published_articles().filter(pk__in=article_ids).select_related("section", "picture")
    found = [row for row in rows if row.publication_id == publication_id]
    texts = {row.id: f"{row.standfirst}\n{plain_text(row.body_html)}".strip() for row in found}
    return {
        card.id: ArticleText(card, texts[card.id] if _shows_text(card) else "")
        for card in cards_of(found)
        if card.limits.allow(_CHANNEL)
    }


def _shows_text(card: ArticleCard) -> bool:
    limits = card.limits
    return not card.is_expired and not limits.are_territorial and limits.allow("page")
