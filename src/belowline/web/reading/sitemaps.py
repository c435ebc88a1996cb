"""What programs read first: robots.txt, sitemaps."""

from django.http import HttpRequest, HttpResponse

from belowline.core.events import SITE
from belowline.newsroom.queries.article_times import next_change
from belowline.newsroom.queries.sitemaps import newest_news, portion, portions
from belowline.pages.robots import robots_text
from belowline.pages.sitemaps import (
    news_sitemap,
    sitemap_index,
    sitemap_of_articles,
    sitemap_of_pages,
)
from belowline.web.http.addresses import Shared, address
from belowline.web.http.shared import cacheable
from belowline.web.http.visit import Visit, id_from
from belowline.web.http.who import EVERYBODY

_XML = "application/xml; charset=utf-8"
# Not of the lists: every comment would have ten thousand addresses written anew. What the front
# keeps is a minute old at the most; an article that is taken back makes the whole site untrue.
_KEPT = Shared((SITE,))


@address("robots.txt", name="robots", get=EVERYBODY, shared=_KEPT)
def robots(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What programs are asked to leave alone."""
    told = robots_text(visit.publication)
    answer = HttpResponse(told, content_type="text/plain; charset=utf-8")
    return cacheable(answer, publication_id=visit.publication.id)


@address("sitemap.xml", name="sitemap", get=EVERYBODY, shared=_KEPT)
def index(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The index of the sitemaps."""
    return _xml(visit, sitemap_index(visit.publication, portions(visit.publication.id)))


@address("sitemap/pages.xml", name="sitemap-pages", get=EVERYBODY, shared=_KEPT)
def pages(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The front pages."""
    return _xml(visit, sitemap_of_pages(visit.publication))


@address("sitemap/<ref:written>.xml", name="sitemap-articles", get=EVERYBODY, shared=_KEPT)
def articles(request: HttpRequest, visit: Visit, first: str) -> HttpResponse:
    """The articles of a portion."""
    entries = portion(publication_id=visit.publication.id, first_id=id_from(first))
    return _xml(visit, sitemap_of_articles(visit.publication, entries))


@address("news-sitemap.xml", name="news-sitemap", get=EVERYBODY, shared=_KEPT)
def news(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The articles of the last days."""
    cards = newest_news(visit.publication.id)
    answer = HttpResponse(news_sitemap(visit.publication, cards), content_type=_XML)
    return cacheable(
        answer,
        publication_id=visit.publication.id,
        ends_at=next_change(visit.publication.id, cards),
    )


def _xml(visit: Visit, told: str) -> HttpResponse:
    """It ends when an article does: its text may no longer be found then."""
    publication_id = visit.publication.id
    answer = HttpResponse(told, content_type=_XML)
    return cacheable(answer, publication_id=publication_id, ends_at=next_change(publication_id, ()))
