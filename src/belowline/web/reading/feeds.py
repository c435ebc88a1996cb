"""Atom feeds of articles and of comments."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from belowline.discussion.queries.comments import comments, newest_comments
from belowline.discussion.queries.threads import thread_of_article
from belowline.newsroom.queries.articles import (
    first_licence_end,
    newest_articles,
)
from belowline.pages.feeds import MEDIA_TYPE, articles_feed, comments_feed
from belowline.web.http.actors import publication_of
from belowline.web.http.lookup import section_at, story_at
from belowline.web.http.shared import cacheable

_FEED_LENGTH = 50


@require_safe
def articles_atom(request: HttpRequest, section_slug: str | None = None) -> HttpResponse:
    """The feed of the publication's articles, or of one section's."""
    publication = publication_of(request)
    part = section_at(publication, section_slug) if section_slug else None
    newest = newest_articles(
        publication_id=publication.id, section_id=part.id if part else None, limit=_FEED_LENGTH
    )
    feed = articles_feed(publication, newest, section=part, site_url=settings.SITE_URL)
    return cacheable(
        HttpResponse(feed, content_type=MEDIA_TYPE),
        publication_id=publication.id,
        lists=True,
        ends_at=first_licence_end(newest),
    )


@require_safe
def comments_atom(request: HttpRequest, section_slug: str, slug: str) -> HttpResponse:
    """The feed of the comments below an article."""
    publication = publication_of(request)
    article = story_at(publication, section_slug, slug)
    ids = newest_comments(
        publication_id=publication.id, article_ids=[article.id], limit=_FEED_LENGTH
    )
    feed = comments_feed(publication, article, comments(ids), site_url=settings.SITE_URL)
    thread = thread_of_article(article.id)
    return cacheable(
        HttpResponse(feed, content_type=MEDIA_TYPE),
        publication_id=publication.id,
        threads=[thread.id] if thread else (),
    )
