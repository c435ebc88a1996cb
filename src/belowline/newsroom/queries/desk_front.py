"""What an editor needs to order a front page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from belowline.core.ids import encode
from belowline.newsroom.models import FrontPage, FrontPlace
from belowline.newsroom.queries.articles import ArticleCard
from belowline.newsroom.queries.desk_stories import Standing, standing_of
from belowline.newsroom.queries.front_pages import front_page, page_of


@dataclass(frozen=True, slots=True)
class PlacedArticle:
    """An article in its place; readers see it there while it is published."""

    id: int
    headline: str
    section_name: str
    standing: Standing

    @property
    def ref(self) -> str:
        """The id as addresses write it."""
        return encode(self.id)


@dataclass(frozen=True, slots=True)
class FrontAtDesk:
    """A front page at the desk: its places, the newest articles that have none, the rule by which
    those follow, the line about what is happening right now, and how often it was changed.
    """

    places: Sequence[PlacedArticle]
    others: Sequence[ArticleCard]
    rule: str
    revision: int
    breaking: str = ""
    breaking_until: datetime | None = None
    breaking_path: str = ""


def front_at_desk(publication_id: int, section_id: int | None) -> FrontAtDesk:
    """The front page of the publication, or of one of its sections."""
    shown = front_page(publication_id, section_id)
    page = page_of(publication_id, section_id)
    if page is None:
        return FrontAtDesk((), shown.others, FrontPage.Rule.NEWEST.value, 0)
    linked = page.breaking_article
    return FrontAtDesk(
        _places(page),
        shown.others,
        page.rule,
        page.revision,
        page.breaking,
        page.breaking_until,
        f"/{linked.section.slug}/{linked.slug}" if linked else "",
    )


def _places(page: FrontPage) -> list[PlacedArticle]:
    rows = FrontPlace.objects.filter(page=page).select_related("article__section")
    return [
        PlacedArticle(
            row.article.id,
            row.article.headline,
            row.article.section.name,
            standing_of(row.article),
        )
        for row in rows.order_by("position")
    ]
