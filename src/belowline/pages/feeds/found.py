"""Entries of what a search has found."""

from collections.abc import Sequence

from django.utils.html import escape
from django.utils.translation import gettext

from belowline.pages.feeds.comments import TITLE
from belowline.pages.feeds.entries import Entry
from belowline.pages.filters import shortened
from belowline.search.queries.excerpts import words_of
from belowline.search.queries.finding import ArticleHit, CommentHit


def found_entries(
    articles: Sequence[ArticleHit], comments: Sequence[CommentHit], base_url: str
) -> list[Entry]:
    """What was found, the newest first."""
    entries = [
        *(_of_article(hit, base_url) for hit in articles if hit.article.limits.allow("feed")),
        *(_of_comment(hit, base_url) for hit in comments),
    ]
    return sorted(entries, key=lambda entry: entry.published_at, reverse=True)


def _of_article(hit: ArticleHit, base_url: str) -> Entry:
    return Entry(
        url=base_url + hit.article.path,
        title=hit.article.headline,
        html=escape(words_of(hit.excerpt)),
        author=hit.article.byline,
        published_at=hit.article.published_at,
        updated_at=hit.article.published_at,
    )


def _of_comment(hit: CommentHit, base_url: str) -> Entry:
    moment = hit.comment.posted_at or hit.article.published_at
    return Entry(
        url=f"{base_url}/c/{hit.comment.ref}",
        title=shortened(words_of(hit.excerpt), TITLE),
        html=escape(words_of(hit.excerpt)),
        author=hit.comment.author or gettext("A reader"),
        published_at=moment,
        updated_at=hit.comment.edited_at or moment,
    )
