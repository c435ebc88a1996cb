"""The Atom feed of a search."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext

from belowline.newsroom.queries.publications import PublicationView
from belowline.pages.feeds import carried, open_feed
from belowline.search.queries.excerpts import words_of
from belowline.search.queries.finding import ArticleHit, CommentHit


def search_feed(
    publication: PublicationView,
    *,
    typed: str,
    address: str,
    feed_address: str,
    articles: Sequence[ArticleHit],
    comments: Sequence[CommentHit],
) -> str:
    """What was found, the newest first; the addresses are on the publication's site."""
    title = gettext("Search for “%(words)s”") % {"words": typed}
    feed = open_feed(publication, title, address, feed_address)
    entries = [
        *(_of_article(publication, hit) for hit in articles if hit.article.limits.allow("feed")),
        *(_of_comment(publication, hit) for hit in comments),
    ]
    for entry in sorted(entries, key=lambda it: it["pubdate"], reverse=True):
        feed.add_item(**carried(**entry), media=None)
    return feed.writeString("utf-8")


def _of_article(publication: PublicationView, hit: ArticleHit) -> dict[str, Any]:
    link = publication.base_url + hit.article.path
    return {
        "title": hit.article.headline,
        "link": link,
        "description": words_of(hit.excerpt),
        "author_name": hit.article.byline or None,
        "pubdate": hit.article.published_at,
        "updateddate": hit.article.published_at,
        "unique_id": link,
    }


def _of_comment(publication: PublicationView, hit: CommentHit) -> dict[str, Any]:
    link = f"{publication.base_url}/c/{hit.comment.ref}"
    moment = hit.comment.posted_at or datetime.fromtimestamp(0, UTC)
    return {
        "title": hit.article.headline,
        "link": link,
        "description": words_of(hit.excerpt),
        "author_name": hit.comment.author or gettext("A reader"),
        "pubdate": moment,
        "updateddate": hit.comment.edited_at or moment,
        "unique_id": link,
    }
