"""Sitemaps (sitemaps.org, version 0.9) and Google's news sitemap, as XML."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from urllib.parse import quote
from xml.sax.saxutils import escape

from belowline.core.ids import encode
from belowline.core.markup import xml_text
from belowline.newsroom.queries.articles import ArticleCard
from belowline.newsroom.queries.publications import PublicationView
from belowline.newsroom.queries.sitemaps import SitemapEntry

_OPENING = '<?xml version="1.0" encoding="utf-8"?>\n'
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


def sitemap_index(publication: PublicationView, portions: Sequence[int]) -> str:
    """The index: one of the front pages, and one for each portion of articles."""
    names = ["pages", *(encode(first) for first in portions)]
    listed = "".join(
        f"<sitemap><loc>{publication.base_url}/sitemap/{name}.xml</loc></sitemap>\n"
        for name in names
    )
    return f'{_OPENING}<sitemapindex xmlns="{_SITEMAP}">\n{listed}</sitemapindex>\n'


def sitemap_of_pages(publication: PublicationView) -> str:
    """The front pages of the publication and of its sections, and the archive."""
    paths = ["/", *(section.path for section in publication.sections), "/archive"]
    return _urls(f"<url><loc>{_address(publication, path)}</loc></url>\n" for path in paths)


def sitemap_of_articles(publication: PublicationView, entries: Iterable[SitemapEntry]) -> str:
    """A portion of articles, each with when its page or its discussion changed last, and where it
    is in other languages.
    """
    return _urls(
        (
            f"<url><loc>{_address(publication, quote(entry.path))}</loc>"
            f"<lastmod>{_moment(entry.changed_at)}</lastmod>{_alternates(entry)}</url>\n"
            for entry in entries
        ),
        more=f' xmlns:xhtml="{_XHTML}"',
    )


def news_sitemap(publication: PublicationView, cards: Sequence[ArticleCard]) -> str:
    """The articles of the last days."""
    language = publication.language.partition("-")[0]
    named = f"<news:name>{_words(publication.name)}</news:name>"
    source = (
        f"<news:publication>{named}<news:language>{language}</news:language></news:publication>"
    )
    return _urls(
        (
            f"<url><loc>{_address(publication, card.path)}</loc><news:news>{source}"
            f"<news:publication_date>{_moment(card.published_at)}</news:publication_date>"
            f"<news:title>{_words(card.headline)}</news:title></news:news></url>\n"
            for card in cards
        ),
        more=f' xmlns:news="{_NEWS}"',
    )


def _alternates(entry: SitemapEntry) -> str:
    return "".join(
        f'<xhtml:link rel="alternate" hreflang="{it.language}" href="{escape(it.url)}"/>'
        for it in entry.alternates
    )


def _urls(entries: Iterable[str], more: str = "") -> str:
    return f'{_OPENING}<urlset xmlns="{_SITEMAP}"{more}>\n{"".join(entries)}</urlset>\n'


def _address(publication: PublicationView, path: str) -> str:
    return escape(publication.base_url + path)


def _words(text: str) -> str:
    return escape(xml_text(text))


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
