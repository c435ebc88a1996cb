"""Publishes articles."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from belowline.core.clock import now
from belowline.core.events import publish
from belowline.core.ids import id_at, new_id
from belowline.core.markup import clean_line, render_article
from belowline.core.refusals import Conflict, Invalid
from belowline.core.web_addresses import one_spelling
from belowline.newsroom.events import ArticlePublished
from belowline.newsroom.models import Article
from belowline.newsroom.services.authors import write_authors
from belowline.newsroom.services.story_fields import (
    LONGEST_HEADLINE,
    LONGEST_LINE,
    LONGEST_SENTENCES,
    checked_body,
    numbered_slug,
    slug_of,
)
from belowline.newsroom.services.story_pictures import checked_pictures, show_pictures


@transaction.atomic
def publish_article(
    *,
    publication_id: int,
    section_id: int,
    headline: str,
    published_at: datetime,
    slug: str = "",
    url: str = "",
    standfirst: str = "",
    byline: str = "",
    body: str = "",
    copyright_line: str = "",
    site_copyright: str = "",
    notice: str = "",
    licence_ends_at: datetime | None = None,
    picture_id: int | None = None,
    question: str = "",
) -> int:
    """Publishes an article and returns its id.

    Raises Invalid without a headline or for its picture, Conflict where its address or URL is
    already in use.
    """
    headline = clean_line(headline, most=LONGEST_HEADLINE, field="headline")
    if not headline:
        raise Invalid(gettext("An article needs a headline."), field="headline")
    url = one_spelling(url)
    if url and Article.objects.filter(publication_id=publication_id, url=url).exists():
        raise Conflict(gettext("There is already an article for this address."), field="url")
    body = checked_body(body)
    html = render_article(body)
    pictures = checked_pictures(publication_id=publication_id, lead=picture_id, html=html)
    article = Article.objects.create(
        id=id_at(published_at) if published_at < now() else new_id(),
        publication_id=publication_id,
        section_id=section_id,
        slug=numbered_slug(publication_id, slug or slug_of(headline)),
        url=url,
        headline=headline,
        standfirst=clean_line(standfirst, most=LONGEST_SENTENCES, field="standfirst"),
        byline=clean_line(byline, most=LONGEST_LINE, field="byline"),
        copyright=clean_line(copyright_line, most=LONGEST_LINE, field="copyright"),
        site_copyright=clean_line(site_copyright, most=LONGEST_LINE, field="copyright"),
        notice=clean_line(notice, most=LONGEST_SENTENCES, field="notice"),
        body=body,
        body_html=html,
        picture_id=picture_id,
        published_at=published_at,
        changed_at=min(published_at, now()),
        licence_ends_at=licence_ends_at,
        question=clean_line(question, most=LONGEST_HEADLINE, field="question"),
    )
    show_pictures(article, pictures)
    write_authors(article)
    publish(ArticlePublished(publication_id=publication_id, article_id=article.id))
    return article.id
