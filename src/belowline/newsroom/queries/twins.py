"""The same article in other languages, on other publications of this installation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from django.db.models import Q

from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.newsroom.models import SHOWN_STATES, Article, ArticleTwin
from belowline.newsroom.queries.articles import ArticleView, published_articles
from belowline.newsroom.queries.licence_limits import limits_of
from belowline.newsroom.queries.publications import base_urls

_CHANNEL = "search"


@dataclass(frozen=True, slots=True)
class Alternate:
    """Where an article is in a language (a tag of RFC 5646)."""

    language: str
    url: str


@dataclass(frozen=True, slots=True)
class Alternates:
    """The article itself and its twins, or nothing where it has none now; `changes_at` is when
    others may be found by the clock alone.
    """

    found: tuple[Alternate, ...] = ()
    changes_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TwinAtDesk:
    """Another publication's article that one side or both call a twin (`is_ours`, `is_theirs`).

    Where it is not to be seen now, nothing is said of it: `url`, `headline` and `site` are empty.
    """

    id: int
    is_ours: bool
    is_theirs: bool
    url: str = ""
    headline: str = ""
    site: str = ""
    language: str = ""

    @property
    def ref(self) -> str:
        """The id as addresses write it."""
        return encode(self.id)


def alternates_of(article: ArticleView) -> Alternates:
    """What an article's page says of its twins; most have none, and the database is not asked."""
    if not article.twins:
        return Alternates()
    rows = _rows([article.id, *article.twins])
    to_come = [it for row in rows for it in (row.published_at, row.licence_ends_at) if it]
    return Alternates(
        _group(article.id, article.twins, _by_id(rows)),
        min((it for it in to_come if it > now()), default=None),
    )


def alternates_among(twins: dict[int, Sequence[int]]) -> dict[int, tuple[Alternate, ...]]:
    """The same of many articles, of which the twins are known, by id, in one query."""
    known = _by_id(_rows({*twins, *(other for others in twins.values() for other in others)}))
    return {key: _group(key, others, known) for key, others in twins.items()}


def twins_at_desk(*, publication_id: int, article_id: int) -> list[TwinAtDesk]:
    """Those that this publication's article is said to be the same as, by either side."""
    about = Q(article_id=article_id, article__publication_id=publication_id) | Q(
        other_id=article_id, other__publication_id=publication_id
    )
    said = set(ArticleTwin.objects.filter(about).values_list("article_id", "other_id"))
    others = {key for pair in said for key in pair} - {article_id}
    rows = published_articles().filter(pk__in=others).select_related("section", "publication")
    known = {row.pk: row for row in rows}
    found = [
        _at_desk(
            key, known.get(key), ours=(article_id, key) in said, theirs=(key, article_id) in said
        )
        for key in sorted(others)
    ]
    return [it for it in found if it.is_ours or it.url]


def _at_desk(key: int, row: Article | None, *, ours: bool, theirs: bool) -> TwinAtDesk:
    if row is None:
        return TwinAtDesk(key, ours, theirs)
    publication = row.publication
    return TwinAtDesk(
        key, ours, theirs, _url(row), row.headline, publication.name, publication.language
    )


def _rows(ids: Iterable[int]) -> list[Article]:
    rows = Article.objects.filter(pk__in=list(ids), state__in=SHOWN_STATES)
    columns = ("slug", "published_at", "licence_ends_at", "remains", "limits", "section__slug")
    return list(
        rows.select_related("section", "publication").only(*columns, "publication__language")
    )


def _by_id(rows: Iterable[Article]) -> dict[int, Alternate]:
    return {row.pk: Alternate(row.publication.language, _url(row)) for row in rows if _is_in(row)}


def _group(
    article_id: int, others: Sequence[int], known: dict[int, Alternate]
) -> tuple[Alternate, ...]:
    """Each language once; nothing where the article is alone."""
    if article_id not in known:
        return ()
    found = {known[article_id].language: known[article_id]}
    for other in others:
        if other in known:
            found.setdefault(known[other].language, known[other])
    return tuple(found.values()) if len(found) > 1 else ()


def _is_in(row: Article) -> bool:
    """Whether search engines may be led there: as for the sitemap."""
    ended = row.licence_ends_at is not None and row.licence_ends_at <= now()
    is_left = not ended or row.remains == Article.Remains.DISCUSSION.value
    return row.published_at <= now() and is_left and limits_of(row.limits).allow(_CHANNEL)


def _url(row: Article) -> str:
    return base_urls()[row.publication_id] + quote(f"/{row.section.slug}/{row.slug}")
