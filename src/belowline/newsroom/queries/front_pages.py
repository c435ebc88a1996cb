"""Front pages: what an editor has placed, what follows by rule, and what is happening right now."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from belowline.core.clock import now
from belowline.newsroom.models import FrontPage, FrontPlace
from belowline.newsroom.queries.article_times import earliest, next_change
from belowline.newsroom.queries.articles import (
    ArticleCard,
    cards,
    cards_of,
    listed_articles,
    newest_articles,
)
from belowline.newsroom.queries.cursors import cursor_after

LISTED = 40
"""Articles on a front page."""


@dataclass(frozen=True, slots=True)
class Breaking:
    """The line on top of a front page until its time is over; `path` is empty where it leads
    nowhere.
    """

    text: str
    path: str
    until: datetime


@dataclass(frozen=True, slots=True)
class FrontView:
    """A front page: the articles that are placed, the newest of the others, and the `rule` by
    which these are ordered. `after` asks for the older ones, and is empty where there are none.
    `revision` counts its changes. By `changes_at` the clock alone makes it untrue.
    """

    placed: Sequence[ArticleCard]
    others: Sequence[ArticleCard]
    rule: str
    breaking: Breaking | None
    after: str
    revision: int
    changes_at: datetime | None

    @property
    def is_by_discussion(self) -> bool:
        """Whether what is discussed most comes first of the others."""
        return self.rule == FrontPage.Rule.DISCUSSED.value

    def is_true(self) -> bool:
        """Whether it still is what a reader may see now."""
        return self.changes_at is None or self.changes_at > now()


def front_page(publication_id: int, section_id: int | None = None) -> FrontView:
    """The front page of a publication, or of one of its sections."""
    page = page_of(publication_id, section_id)
    newest = newest_articles(publication_id=publication_id, section_id=section_id, limit=LISTED + 1)
    placed = _placed(page, publication_id)
    breaking = _breaking(page, publication_id)
    last = newest[LISTED - 1] if len(newest) > LISTED else None
    shown = (*placed, *newest[:LISTED])
    return FrontView(
        placed,
        _but(newest[:LISTED], placed),
        page.rule if page else FrontPage.Rule.NEWEST.value,
        breaking,
        cursor_after(last.published_at, last.id) if last else "",
        page.revision if page else 0,
        earliest(next_change(publication_id, shown), breaking.until if breaking else None),
    )


def page_of(publication_id: int, section_id: int | None) -> FrontPage | None:
    """How the page is ordered; None where nobody has ordered it yet."""
    pages = FrontPage.objects.filter(publication_id=publication_id)
    if section_id is None:
        return pages.filter(section=None).first()
    return pages.filter(section_id=section_id).first()


def _placed(page: FrontPage | None, publication_id: int) -> list[ArticleCard]:
    """In their order; one that is held or gone has no place until it is back."""
    if page is None:
        return []
    places = FrontPlace.objects.filter(page=page).order_by("position")
    ids = list(places.values_list("article_id", flat=True))
    found = cards(ids, publication_ids=[publication_id])
    return [found[article_id] for article_id in ids if article_id in found]


def _breaking(page: FrontPage | None, publication_id: int) -> Breaking | None:
    if page is None or not page.breaking or page.breaking_until is None:
        return None
    if page.breaking_until <= now():
        return None
    linked = listed_articles(publication_id).filter(pk=page.breaking_article_id or 0)
    path = next((card.path for card in cards_of(linked)), "")
    return Breaking(page.breaking, path, page.breaking_until)


def _but(cards: Sequence[ArticleCard], others: Collection[ArticleCard]) -> list[ArticleCard]:
    ids = {card.id for card in others}
    return [card for card in cards if card.id not in ids]
