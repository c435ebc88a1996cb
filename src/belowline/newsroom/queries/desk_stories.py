"""The desk's list of stories: in whichever state, the last changed first."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Q, QuerySet

from belowline.core.bulk_sql import select_rows
from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.newsroom.models import Article, ArticleDraft
from belowline.newsroom.queries.cursors import cursor_after, following

PAGE = 50
_SOON = timedelta(days=7)
_LONGEST_SEARCH = 100


class Standing(StrEnum):
    """Where a story stands, as an editor sees it: its state, and what the clock makes of it."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    LIVE = "live"
    HELD = "held"
    ENDING = "ending"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"
    KILLED = "killed"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story in the list; `has_draft`: there are changes that readers do not see yet."""

    id: int
    headline: str
    section_name: str
    byline: str
    standing: Standing
    state_note: str
    published_at: datetime
    licence_ends_at: datetime | None
    changed_at: datetime
    has_draft: bool
    path: str

    @property
    def ref(self) -> str:
        """The id as addresses write it."""
        return encode(self.id)


@dataclass(frozen=True, slots=True)
class StoryList:
    """A page of the list; `after` asks for the next one, and is empty on the last."""

    rows: Sequence[StoryRow]
    after: str


def story_list(
    *,
    publication_id: int,
    standing: Standing | None = None,
    section_id: int | None = None,
    find: str = "",
    after: str = "",
) -> StoryList:
    """A page of a publication's stories, the last changed first.

    `find` is part of a headline or byline. A wrong `after` is taken for none.
    """
    rows = _without_texts().filter(publication_id=publication_id)
    if standing is not None:
        rows = rows.filter(_standing(standing))
    if section_id is not None:
        rows = rows.filter(section_id=section_id)
    if find := find.strip()[:_LONGEST_SEARCH]:
        rows = rows.filter(Q(headline__icontains=find) | Q(byline__icontains=find))
    if (rest := following(after, "changed_at")) is not None:
        rows = rows.filter(rest)
    found = list(rows.order_by("-changed_at", "-id")[: PAGE + 1])
    shown, last = found[:PAGE], found[-2:-1]
    after = cursor_after(last[0].changed_at, last[0].id) if len(found) > PAGE else ""
    return StoryList(_rows(shown), after)


def headlines(*, publication_id: int, article_ids: Collection[int]) -> dict[int, str]:
    """The headlines of these stories of the publication, whatever has become of them, by id: for
    the desk only.
    """
    rows = select_rows(Article, ["id", "headline", "publication_id"], id=article_ids)
    return {key: headline for key, headline, owner in rows if owner == publication_id}


def standing_of(article: Article) -> Standing:
    """Where the story stands now."""
    moment = now()
    ends = article.licence_ends_at
    if article.state != Article.State.PUBLISHED.value:
        return Standing(article.state)
    if article.published_at > moment:
        return Standing.SCHEDULED
    if ends is None or ends > moment + _SOON:
        return Standing.LIVE
    return Standing.ENDING if ends > moment else Standing.ENDED


def _without_texts() -> QuerySet[Article]:
    texts = ("standfirst", "body", "body_html", "notice")
    return Article.objects.select_related("section").defer(*texts)


def _standing(standing: Standing) -> Q:
    moment = now()
    published = Q(state=Article.State.PUBLISHED.value)
    by_clock = {
        Standing.SCHEDULED: published & Q(published_at__gt=moment),
        Standing.LIVE: published
        & Q(published_at__lte=moment)
        & (Q(licence_ends_at=None) | Q(licence_ends_at__gt=moment)),
        Standing.ENDING: published
        & Q(licence_ends_at__gt=moment, licence_ends_at__lte=moment + _SOON),
        Standing.ENDED: published & Q(licence_ends_at__lte=moment),
    }
    return by_clock.get(standing) or Q(state=standing.value)


def _rows(articles: Sequence[Article]) -> list[StoryRow]:
    ids = [article.id for article in articles]
    drafts = set(ArticleDraft.objects.filter(article__in=ids).values_list("article_id", flat=True))
    return [_row(article, has_draft=article.id in drafts) for article in articles]


def _row(article: Article, *, has_draft: bool) -> StoryRow:
    return StoryRow(
        article.id,
        article.headline,
        article.section.name,
        article.byline,
        standing_of(article),
        article.state_note,
        article.published_at,
        article.licence_ends_at,
        article.changed_at,
        has_draft,
        f"/{article.section.slug}/{article.slug}",
    )
