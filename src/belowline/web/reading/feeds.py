"""Atom feeds of articles and of comments."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from belowline.core.events import ARTICLE, LISTS, SITE, THREAD
from belowline.core.refusals import NotFound
from belowline.discussion.queries.comments import comments
from belowline.discussion.queries.newest_comments import newest_comments
from belowline.discussion.queries.threads import thread_of_article
from belowline.newsroom.queries.article_times import next_change
from belowline.newsroom.queries.articles import (
    newest_articles,
)
from belowline.pages.feeds import MEDIA_TYPE, articles_feed, comments_feed
from belowline.web.http.addresses import Shared, address
from belowline.web.http.lookup import section_at, story_at
from belowline.web.http.shared import cacheable
from belowline.web.http.visit import Visit
from belowline.web.http.who import EVERYBODY

_FEED_LENGTH = 50


@address("feed.atom", name="feed", get=EVERYBODY, shared=Shared((SITE, LISTS)))
@address(
    "<name:section>/feed.atom", name="section-feed", get=EVERYBODY, shared=Shared((SITE, LISTS))
)
def articles_atom(
    request: HttpRequest, visit: Visit, section_slug: str | None = None
) -> HttpResponse:
    """The feed of the publication's articles, or of one section's."""
    publication = visit.publication
    part = section_at(publication, section_slug) if section_slug else None
    newest = newest_articles(
        publication_id=publication.id, section_id=part.id if part else None, limit=_FEED_LENGTH
    )
    feed = articles_feed(publication, newest, section=part)
    return cacheable(
        HttpResponse(feed, content_type=MEDIA_TYPE),
        publication_id=publication.id,
        lists=True,
        ends_at=next_change(publication.id, newest),
    )


@address(
    "<name:section>/<name:slug>/feed.atom",
    name="thread-feed",
    get=EVERYBODY,
    shared=Shared((SITE, THREAD, ARTICLE)),
)
def comments_atom(request: HttpRequest, visit: Visit, section_slug: str, slug: str) -> HttpResponse:
    """The feed of the comments below an article."""
    publication = visit.publication
    article = story_at(publication, section_slug, slug)
    thread = thread_of_article(article.id)
    if thread is None:
        raise NotFound(gettext("This discussion does not exist."))
    ids = newest_comments(
        publication_id=publication.id, article_ids=[article.id], limit=_FEED_LENGTH
    )
    feed = comments_feed(publication, article, comments(ids))
    return cacheable(
        HttpResponse(feed, content_type=MEDIA_TYPE),
        publication_id=publication.id,
        threads=[thread.id],
        articles=[article.id],
        ends_at=thread.changes_at,
    )
