"""Works out which articles are related, a little after they are published or changed.

What is found is kept for each article, so that its page asks for one row. An article that is new
stands beside others as well: those that it has the most in common with are worked out once more.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache, partial
from heapq import nlargest

from django.db import transaction

from belowline.core.bulk_sql import select_rows
from belowline.core.clock import now
from belowline.core.events import publish
from belowline.core.markup import plain_text
from belowline.core.tasks.resting import with_rests
from belowline.newsroom.models import SHOWN_STATES, Article
from belowline.search.events import RelatedArticlesFound
from belowline.search.index import having_terms, number_having
from belowline.search.likeness import Common, in_common, question_of
from belowline.search.models import IndexedArticle, RelatedArticles, StaleText
from belowline.search.services.stale import forget, mark_stale
from belowline.search.terms import term

_MOST = 200
"""Articles in one go."""
_KEPT, _SHOWN = 12, 4
"""More are kept than are shown, since some may have gone when a page is made."""
_CANDIDATES = 100
_COMMON, _FEW, _MANY = 0.15, 40, 3_000
"""A word of more than this share of the articles says nothing, where there are more than so few;
nor does one that so many have."""
_DAYS = 120
"""After which what an article has in common counts three quarters, and in the end half."""
_COPY = 0.8
"""Two articles that share more of their words than this, and have one headline, are copies."""


class _Archive:
    """A publication's articles in the index; remembers which words are too common."""

    def __init__(self, publication_id: int) -> None:
        self._publication = term("publication", publication_id)
        self.number = number_having(IndexedArticle, self._publication)
        self._most = min(max(_FEW, int(self.number * _COMMON)), _MANY)
        self._common: set[int] = set()

    def having(self, kind: str, word: str) -> list[int]:
        """The ids of the articles that have the word; none where too many have."""
        wanted = term(kind, word)
        if wanted in self._common:
            return []
        terms = {self._publication, wanted}
        found = having_terms(IndexedArticle, terms, limit=self._most + 1)
        if len(found) <= self._most:
            return found
        self._common.add(wanted)
        return []


def relate_stale() -> None:
    """Works out some of what is waiting, the longest ago first, with rests: what was published or
    changed, and then what may have it beside it.
    """
    archive_of = cache(_Archive)
    for kind in (StaleText.Kind.RELATED, StaleText.Kind.NEAR):
        rows = list(StaleText.objects.filter(kind=kind).order_by("id")[:_MOST])
        for row in with_rests(rows):
            _relate(row, archive_of)


def _relate(row: StaleText, archive_of: Callable[[int], _Archive]) -> None:
    article = Article.objects.filter(pk=row.object_id, state__in=SHOWN_STATES).first()
    found = _nearest(article, archive_of(article.publication_id)) if article else []
    with transaction.atomic():
        _keep(article, row.object_id, found)
        if row.kind == StaleText.Kind.RELATED:
            mark_stale({(StaleText.Kind.NEAR, key): row.event for key in found})
        forget([row])


def _keep(article: Article | None, article_id: int, found: Sequence[int]) -> None:
    if article is None:
        RelatedArticles.objects.filter(pk=article_id).delete()
        return
    before = RelatedArticles.objects.filter(pk=article_id).values_list("found", flat=True).first()
    if before == found:
        return
    RelatedArticles.objects.update_or_create(pk=article_id, defaults={"found": found})
    if (before or [])[:_SHOWN] != found[:_SHOWN]:
        publish(RelatedArticlesFound(publication_id=article.publication_id, article_id=article_id))


def _nearest(article: Article, archive: _Archive) -> list[int]:
    """The ids of the articles of its publication that are the most like it, the nearest first."""
    common = _in_common(article, archive)
    common.pop(article.pk, None)
    likely = nlargest(
        _CANDIDATES, common, key=lambda key: common[key].words + 2 * common[key].headline
    )
    terms = _terms_of([article.pk, *likely])
    known = [key for key in likely if key in terms]
    mean = sum(len(terms[key]) for key in known) / max(len(known), 1) or 1.0
    columns = ["id", "publication_id", "headline", "published_at"]
    scores = {
        key: common[key].score(len(terms[key]), mean) * _left(published_at)
        for key, owner, headline, published_at in select_rows(Article, columns, id=known)
        if owner == article.publication_id
        and not _is_copy(article, headline, terms.get(article.pk, frozenset()), terms[key])
    }
    return nlargest(_KEPT, scores, key=lambda key: (scores[key], key))


def _in_common(article: Article, archive: _Archive) -> dict[int, Common]:
    body = plain_text(article.body_html)
    return in_common(
        question_of(article.headline, article.standfirst, body),
        number=archive.number,
        having=partial(archive.having, "w"),
        in_headlines=partial(archive.having, "headline"),
    )


def _terms_of(ids: Sequence[int]) -> Mapping[int, frozenset[int]]:
    rows = IndexedArticle.objects.filter(pk__in=ids).values_list("id", "terms")
    return {key: frozenset(terms) for key, terms in rows}


def _is_copy(article: Article, headline: str, own: frozenset[int], others: frozenset[int]) -> bool:
    is_same = headline.casefold() == article.headline.casefold()
    return is_same and len(own & others) >= _COPY * len(own | others)


def _left(published_at: datetime) -> float:
    return 0.5 + 0.5 / (1 + max((now() - published_at).days, 0) / _DAYS)
