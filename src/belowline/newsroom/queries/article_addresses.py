"""Which article is at an address: one of today or of before, on this site or elsewhere."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q

from belowline.core.amp_addresses import page_of_amp_copy
from belowline.core.ids import encode
from belowline.core.web_addresses import one_spelling
from belowline.newsroom.models import Article, FormerAddress, OtherAddress
from belowline.newsroom.queries.articles import ArticleView, article_by_id, published_articles


@dataclass(frozen=True, slots=True)
class AddressView:
    """An address that leads to an article; without `id`, one that cannot be taken from it."""

    id: int | None
    address: str

    @property
    def ref(self) -> str:
        """The id as addresses write it; empty: there is none."""
        return encode(self.id) if self.id else ""


def addresses_of(*, publication_id: int, article_id: int) -> list[AddressView]:
    """All addresses of the publication's article but its own of today: former ones on this site
    first, then those elsewhere.
    """
    here = {"publication_id": publication_id, "article_id": article_id}
    former = FormerAddress.objects.filter(**here).order_by("id")
    paths = former.values_list("section__slug", "slug")
    own = Article.objects.filter(publication_id=publication_id, pk=article_id).exclude(url="")
    others = OtherAddress.objects.filter(**here).order_by("url")
    return [
        *(AddressView(None, f"/{section}/{slug}") for section, slug in paths),
        *(AddressView(None, url) for url in own.values_list("url", flat=True)),
        *(AddressView(key, url) for key, url in others.values_list("id", "url")),
    ]


def article_by_url(*, publication_id: int, url: str) -> ArticleView | None:
    """The article that this outside address leads to, or None."""
    found = article_ids_by_url(publication_id=publication_id, urls=[url])
    if url not in found:
        return None
    return article_by_id(publication_id=publication_id, article_id=found[url])


def article_ids_by_path(*, publication_id: int, paths: Collection[str]) -> dict[str, int]:
    """The ids of the articles that are at these paths of the publication's site, or were before,
    asked for at once.
    """
    slugs = {path.rpartition("/")[2] for path in paths}
    here = {"publication_id": publication_id, "slug__in": slugs}
    now = published_articles().filter(**here).values_list("section__slug", "slug", "id")
    before = FormerAddress.objects.filter(**here, article__in=published_articles())
    old = before.values_list("section__slug", "slug", "article_id")
    return {path: found for path, found in (_by_path(old) | _by_path(now)).items() if path in paths}


def article_ids_by_url(*, publication_id: int, urls: Collection[str]) -> dict[str, int]:
    """The ids of the articles that these outside addresses lead to, asked for at once.

    An AMP copy leads where its page does, unless it has an article of its own.
    """
    asked = {url: _candidates(url) for url in urls}
    spelt = {each for candidates in asked.values() for each in candidates}
    rows = published_articles().filter(publication_id=publication_id)
    named = Q(url__in=spelt) | Q(other_addresses__url__in=spelt)
    found = rows.filter(named).values_list("url", "other_addresses__url", "id")
    ids = {url: key for own, other, key in found for url in (other, own) if url}
    return {
        url: next(ids[each] for each in candidates if each in ids)
        for url, candidates in asked.items()
        if any(each in ids for each in candidates)
    }


def _candidates(url: str) -> list[str]:
    page = page_of_amp_copy(url)
    return [one_spelling(url), *([page] if page else [])]


def _by_path(rows: Iterable[tuple[str, str, int]]) -> dict[str, int]:
    return {f"/{section}/{slug}": article_id for section, slug, article_id in rows}
