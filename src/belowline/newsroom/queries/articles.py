"""Articles as readers see them: the text only while its licence runs."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from django.db.models import Q, QuerySet

from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.newsroom.models import SHOWN_STATES, Article
from belowline.newsroom.queries.article_rows import row_at
from belowline.newsroom.queries.licence_limits import LicenceLimits, limits_of
from belowline.newsroom.queries.notices import NoticeView, notices_of
from belowline.newsroom.queries.pictures import COLUMNS as PICTURE_COLUMNS
from belowline.newsroom.queries.pictures import PictureView, picture_view, pictures_of
from belowline.newsroom.queries.publications import SectionView


@dataclass(frozen=True, slots=True)
class ArticleCard:
    """An article in a list; `remains`, of models.Article, is what is left of it in the end.

    Where its licence covers only some countries, `standfirst` is empty and there is no `picture`:
    lists are the same for all.
    """

    id: int
    section_slug: str
    section_name: str
    slug: str
    headline: str
    standfirst: str
    byline: str
    published_at: datetime
    licence_ends_at: datetime | None
    remains: str
    limits: LicenceLimits
    picture: PictureView | None

    @property
    def ref(self) -> str:
        """The id as addresses write it."""
        return encode(self.id)

    @property
    def path(self) -> str:
        """The article's address on its publication's site, as browsers send it."""
        return quote(f"/{self.section_slug}/{self.slug}")

    @property
    def is_expired(self) -> bool:
        """Whether the right to show the text has ended."""
        return self.licence_ends_at is not None and self.licence_ends_at <= now()

    @property
    def shown_picture(self) -> PictureView | None:
        """The picture above the text, while it may be shown."""
        return self.picture if self.picture is not None and self.picture.is_usable else None

    @property
    def has_vanished(self) -> bool:
        """Whether nothing of it may be named any more."""
        return self.is_expired and self.remains == Article.Remains.NOTHING.value


@dataclass(frozen=True, slots=True)
class ArticleView(ArticleCard):
    """An article on its own page; `body_html` is None once the licence has ended, and where it
    covers only some countries or no pages: see `article_in`.

    `state` is one of models.Article; `notices` are lines about changes, oldest first; they and
    the `pictures` of the text end with it. So does `question`, as in models.Article. `chosen` are
    the ids of the articles that an editor wants beside it, `twins` of those in other languages.
    """

    publication_id: int
    url: str
    copyright: str
    site_copyright: str
    notice: str
    body_html: str | None
    state: str
    notices: tuple[NoticeView, ...]
    question: str
    question_after: int | None
    pictures: tuple[PictureView, ...]
    chosen: tuple[int, ...]
    twins: tuple[int, ...]


def newest_articles(
    *, publication_id: int, section_id: int | None = None, limit: int = 40
) -> list[ArticleCard]:
    """The newest articles of a publication, or of one of its sections."""
    rows = listed_articles(publication_id)
    if section_id is not None:
        rows = rows.filter(section_id=section_id)
    return cards_of(rows.order_by("-published_at", "-id")[:limit])


def cards(
    article_ids: Collection[int], *, publication_ids: Collection[int]
) -> dict[int, ArticleCard]:
    """The cards of those articles of these publications that have these ids, by id."""
    # By the ids alone: SQLite would look for them among all articles of the publications.
    found = _listed().filter(pk__in=article_ids)
    return {row.id: _card(row) for row in found if row.publication_id in publication_ids}


def cards_of(rows: Iterable[Article]) -> list[ArticleCard]:
    """The cards of rows of `listed_articles`, in their order."""
    return [_card(article) for article in rows]


def article_at(*, publication_id: int, section: SectionView, slug: str) -> ArticleView | None:
    """The article at this address of the publication, or None."""
    row = row_at(publication_id, section.id, slug)
    found = _published_of([row] if row else [])
    return next((_view(it, section.slug, section.name) for it in found), None)


def article_in(country: str, *, publication_id: int, article_id: int) -> ArticleView | None:
    """The publication's article as readers in this country may see it (ISO 3166-1, two letters;
    empty: nobody knows where they are), or None.
    """
    it = published_articles().filter(pk=article_id, publication_id=publication_id).first()
    return _view(it, it.section.slug, it.section.name, country) if it else None


def article_by_id(*, publication_id: int, article_id: int) -> ArticleView | None:
    """The publication's article with this id, or None."""
    return article_in("", publication_id=publication_id, article_id=article_id)


def published_articles() -> QuerySet[Article]:
    """Articles of which readers find something now, in no order."""
    moment = now()
    gone = Q(remains=Article.Remains.NOTHING, licence_ends_at__lte=moment)
    rows = Article.objects.select_related("section").filter(published_at__lte=moment)
    return rows.filter(state__in=SHOWN_STATES).exclude(gone)


def listed_articles(publication_id: int) -> QuerySet[Article]:
    """The publication's articles of which readers find something now, as lists show them."""
    return _listed().filter(publication_id=publication_id)


def _listed() -> QuerySet[Article]:
    """Without the texts: lists show headlines, and a list of 200 would read megabytes."""
    return (
        published_articles()
        .select_related("section", "picture")
        .only(
            *("publication", "slug", "headline", "standfirst", "byline", "published_at"),
            *("licence_ends_at", "remains", "limits", "section__slug", "section__name", "picture"),
            *(f"picture__{name}" for name in PICTURE_COLUMNS),
        )
    )


def _published_of(rows: Iterable[Article]) -> list[Article]:
    """The same as `published_articles`, of rows at hand."""
    return [
        row
        for row in rows
        if row.published_at <= now() and row.state in SHOWN_STATES and not _gone(row)
    ]


def _gone(row: Article) -> bool:
    return row.remains == Article.Remains.NOTHING.value and _has_ended(row)


def _card(article: Article) -> ArticleCard:
    limits = limits_of(article.limits)
    is_shown = _is_shown(article, limits, "")
    return ArticleCard(
        article.id,
        article.section.slug,
        article.section.name,
        article.slug,
        article.headline,
        article.standfirst if is_shown else "",
        article.byline,
        article.published_at,
        article.licence_ends_at,
        article.remains,
        limits,
        picture_view(article.picture) if is_shown and article.picture else None,
    )


def _view(article: Article, section_slug: str, section_name: str, country: str = "") -> ArticleView:
    limits = limits_of(article.limits)
    is_shown = _is_shown(article, limits, country)
    pictures = pictures_of(article) if is_shown else {}
    return ArticleView(
        article.id,
        section_slug,
        section_name,
        article.slug,
        article.headline,
        article.standfirst if is_shown else "",
        article.byline,
        article.published_at,
        article.licence_ends_at,
        article.remains,
        limits,
        pictures.get(article.picture_id or 0),
        article.publication_id,
        article.url,
        article.copyright,
        article.site_copyright,
        article.notice,
        article.body_html if is_shown else None,
        article.state,
        notices_of(article) if is_shown else (),
        article.question if is_shown else "",
        article.question_after,
        tuple(pictures.values()),
        tuple(article.related),
        tuple(article.twins),
    )


def _is_shown(article: Article, limits: LicenceLimits, country: str) -> bool:
    """Whether its text may be, on a page that a reader in this country sees."""
    return not _has_ended(article) and limits.allow("page") and limits.cover(country)


def _has_ended(article: Article) -> bool:
    """Whether the licence has: of the agency's words only the headline may be shown."""
    return article.licence_ends_at is not None and article.licence_ends_at <= now()
