"""What search engines are told to read: articles by their ids, in portions that stay."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from belowline.core.clock import now
from belowline.newsroom.models import Article
from belowline.newsroom.queries.articles import (
    ArticleCard,
    cards_of,
    listed_articles,
    published_articles,
)
from belowline.newsroom.queries.licence_limits import limits_of
from belowline.newsroom.queries.twins import Alternate, alternates_among

PORTION = 10_000
_NEWS_FOR = timedelta(days=2)
_MOST_NEWS = 1_000
"""As Google's news sitemaps have them: two days, and so many addresses at the most."""
_CHANNEL = "search"


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """An article's address on its site, when its page last said something else, and where it is in
    which language.
    """

    article_id: int
    path: str
    changed_at: datetime
    alternates: Sequence[Alternate] = ()


def portions(publication_id: int) -> list[int]:
    """The first id of each portion of a publication's articles."""
    ids = _found(publication_id).order_by("id").values_list("id", flat=True)
    return list(ids)[::PORTION]


def portion(*, publication_id: int, first_id: int) -> Iterator[SitemapEntry]:
    """The articles of the portion that begins with this id."""
    rows = _found(publication_id).filter(id__gte=first_id).order_by("id")
    columns = ("id", "section__slug", "slug", "changed_at", "thread__last_comment_at", "limits")
    found = list(rows.values_list(*columns, "twins")[:PORTION])
    twins = {row[0]: row[-1] for row in found if row[-1]}
    alternates = alternates_among(twins) if twins else {}
    for key, section, slug, changed_at, said_at, limits, _ in found:
        if limits_of(limits).allow(_CHANNEL):
            changed = max(changed_at, said_at) if said_at else changed_at
            yield SitemapEntry(key, f"/{section}/{slug}", changed, alternates.get(key, ()))


def newest_news(publication_id: int) -> list[ArticleCard]:
    """The articles of the last two days that search engines may show as news."""
    since = now() - _NEWS_FOR
    rows = listed_articles(publication_id).filter(published_at__gte=since)
    cards = cards_of(rows.order_by("-published_at", "-id")[:_MOST_NEWS])
    return [card for card in cards if not card.is_expired and card.limits.allow(_CHANNEL)]


def _found(publication_id: int) -> QuerySet[Article]:
    """Those whose pages may be found: not where only the headline remains."""
    headline_only = Q(licence_ends_at__lte=now(), remains=Article.Remains.HEADLINE)
    return published_articles().filter(publication_id=publication_id).exclude(headline_only)
