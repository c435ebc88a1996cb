"""Older articles: of a section, of an author, of a day, through all the years."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate

from belowline.newsroom.models import Article, ArticleAuthor
from belowline.newsroom.queries.article_times import next_change
from belowline.newsroom.queries.articles import (
    ArticleCard,
    cards_of,
    listed_articles,
    published_articles,
)
from belowline.newsroom.queries.cursors import cursor_after, following

PAGE = 40


@dataclass(frozen=True, slots=True)
class ArchivePage:
    """Articles, the newest first; `after` asks for the next ones, and is empty on the last page.
    By `changes_at` the clock alone makes it untrue.
    """

    cards: Sequence[ArticleCard]
    after: str
    changes_at: datetime | None


def articles_of_section(*, publication_id: int, section_id: int, after: str) -> ArchivePage | None:
    """A page of a section's articles; None for a wrong `after`."""
    rows = listed_articles(publication_id).filter(section_id=section_id)
    return _page(publication_id, rows, after)


def author_name(*, publication_id: int, slug: str) -> str:
    """The author's name as their newest published article has it; empty: nobody wrote as that."""
    written = ArticleAuthor.objects.filter(publication_id=publication_id, slug=slug)
    rows = published_articles().filter(publication_id=publication_id, authors__slug=slug)
    newest = rows.order_by("-published_at", "-id").values_list("id", flat=True).first()
    return written.filter(article=newest).values_list("name", flat=True).first() or ""


def articles_by(*, publication_id: int, slug: str, after: str = "") -> ArchivePage | None:
    """A page of an author's articles; None for a wrong `after`."""
    rows = listed_articles(publication_id).filter(authors__slug=slug)
    return _page(publication_id, rows, after)


def articles_of_day(
    *, publication_id: int, day: date, zone: ZoneInfo, after: str = ""
) -> ArchivePage | None:
    """A page of what was published on this day in this time zone; None for a wrong `after`."""
    rows = listed_articles(publication_id).filter(**_within(day, day + timedelta(days=1), zone))
    return _page(publication_id, rows, after)


def first_and_last_day(*, publication_id: int, zone: ZoneInfo) -> tuple[date, date] | None:
    """The days of the oldest and of the newest article; None where there is no article."""
    found = published_articles().filter(publication_id=publication_id)
    moments = found.values_list("published_at", flat=True)
    first, last = (
        moments.order_by("published_at").first(),
        moments.order_by("-published_at").first(),
    )
    if first is None or last is None:
        return None
    return first.astimezone(zone).date(), last.astimezone(zone).date()


def days_of_month(*, publication_id: int, month: date, zone: ZoneInfo) -> dict[date, int]:
    """How many articles were published on each day of the month that begins with this day."""
    following_month = (month + timedelta(days=32)).replace(day=1)
    found = published_articles().filter(publication_id=publication_id)
    days = (
        found.filter(**_within(month, following_month, zone))
        .annotate(day=TruncDate("published_at", tzinfo=zone))
        .order_by("day")
        .values_list("day")
        .annotate(Count("id"))
    )
    return dict(days)


def _page(publication_id: int, rows: QuerySet[Article], after: str) -> ArchivePage | None:
    rest = following(after, "published_at") if after else None
    if after and rest is None:
        return None
    if rest is not None:
        rows = rows.filter(rest)
    found = cards_of(rows.order_by("-published_at", "-id")[: PAGE + 1])
    shown = found[:PAGE]
    end = cursor_after(shown[-1].published_at, shown[-1].id) if len(found) > PAGE else ""
    return ArchivePage(shown, end, next_change(publication_id, shown))


def _within(first: date, end: date, zone: ZoneInfo) -> dict[str, datetime]:
    begins = datetime.combine(first, time(), zone).astimezone(UTC)
    ends = datetime.combine(end, time(), zone).astimezone(UTC)
    return {"published_at__gte": begins, "published_at__lt": ends}
