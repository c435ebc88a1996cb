"""Feeds of articles, of an author, of the comments below an article, and of a reader's."""

from collections.abc import Sequence
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from belowline.core.events import ARTICLE, LISTS, PERSON, SITE, THREAD
from belowline.core.refusals import NotFound
from belowline.discussion.queries.comments import comments
from belowline.discussion.queries.newest_comments import newest_comments
from belowline.discussion.queries.people import comments_by
from belowline.discussion.queries.summaries import highlights
from belowline.discussion.queries.threads import comment_counts, thread_below
from belowline.newsroom.queries.archive import articles_by, author_name
from belowline.newsroom.queries.article_times import next_change
from belowline.newsroom.queries.articles import ArticleCard, newest_articles
from belowline.newsroom.queries.publications import PublicationView
from belowline.pages.feeds import MEDIA_TYPES, Entry, Feed, written
from belowline.pages.feeds.articles import article_entries
from belowline.pages.feeds.comments import comment_entries
from belowline.web.http.addresses import Shared, address
from belowline.web.http.lookup import profile_at, section_at, story_at
from belowline.web.http.shared import cacheable
from belowline.web.http.visit import Visit
from belowline.web.http.who import EVERYBODY

_LENGTH = 50
_LISTED = Shared((SITE, LISTS))


@address("feed.<format:format>", name="feed", get=EVERYBODY, shared=_LISTED)
@address("<name:section>/feed.<format:format>", name="section-feed", get=EVERYBODY, shared=_LISTED)
def articles(request: HttpRequest, visit: Visit, *parts: str) -> HttpResponse:
    """The feed of the publication's articles, or of one section's."""
    *section, kind = parts
    publication = visit.publication
    part = section_at(publication, section[0]) if section else None
    newest = newest_articles(
        publication_id=publication.id, section_id=part.id if part else None, limit=_LENGTH
    )
    title = f"{publication.name} · {part.name}" if part else publication.name
    path = part.path if part else ""
    return _of_articles(publication, newest, title, path, kind)


@address(
    "author/<name:author>/feed.<format:format>", name="author-feed", get=EVERYBODY, shared=_LISTED
)
def author(request: HttpRequest, visit: Visit, author: str, kind: str) -> HttpResponse:
    """The feed of what somebody has written."""
    publication = visit.publication
    name = author_name(publication_id=publication.id, slug=author)
    found = articles_by(publication_id=publication.id, slug=author)
    if not name or found is None:
        raise NotFound(gettext("There are no articles by this author."))
    title = f"{name} · {publication.name}"
    return _of_articles(publication, found.cards, title, quote(f"/author/{author}"), kind)


@address(
    "people/<ref:person>/feed.<format:format>",
    name="profile-feed",
    get=EVERYBODY,
    shared=Shared((SITE, LISTS, PERSON)),
)
def person(request: HttpRequest, visit: Visit, ref: str, kind: str) -> HttpResponse:
    """The feed of what a reader wrote here, if they show it."""
    publication = visit.publication
    shown = profile_at(visit, ref)
    if not shown.shows_comments:
        raise NotFound(gettext("This reader keeps their comments list private."))
    found = comments_by(person_id=shown.id, publication_id=publication.id)
    said = comment_entries(found.comments, publication.base_url, otherwise=shown.joined_at)
    title = gettext("Comments by %(name)s") % {"name": shown.name}
    return cacheable(
        _answer(publication, title, f"/people/{shown.ref}", said, kind),
        publication_id=publication.id,
        people=[shown.id],
        lists=True,
    )


@address(
    "<name:section>/<name:slug>/feed.<format:format>",
    name="thread-feed",
    get=EVERYBODY,
    shared=Shared((SITE, THREAD, ARTICLE)),
)
def thread(
    request: HttpRequest, visit: Visit, section_slug: str, slug: str, kind: str
) -> HttpResponse:
    """The feed of the comments below an article."""
    publication = visit.publication
    article = story_at(publication, section_slug, slug)
    found = thread_below(article)
    if found is None:
        raise NotFound(gettext("This discussion isn’t available."))
    ids = newest_comments(publication_id=publication.id, article_ids=[article.id], limit=_LENGTH)
    said = comment_entries(
        comments(ids, publication_id=publication.id),
        publication.base_url,
        otherwise=article.published_at,
    )
    title = gettext("Comments on “%(headline)s”") % {"headline": article.headline}
    return cacheable(
        _answer(publication, title, article.path, said, kind),
        publication_id=publication.id,
        threads=[found.id],
        articles=[article.id],
        ends_at=found.changes_at,
    )


def feed_answer(
    publication: PublicationView,
    title: str,
    page: str,
    feed: str,
    entries: Sequence[Entry],
    kind: str,
    hub: str = "",
) -> HttpResponse:
    """A feed of these entries, of the page at one path of the site, at another path; `hub` is told
    when it changes.
    """
    told = Feed(
        title,
        publication.base_url + page,
        publication.base_url + feed,
        publication.base_url,
        publication.language,
        publication.name,
        entries,
        hub,
    )
    answer = HttpResponse(written(told, kind), content_type=f"{MEDIA_TYPES[kind]}; charset=utf-8")
    if hub:
        # As WebSub finds a hub first (section 4, Discovery), and of JSON in no other way.
        answer["Link"] = f'<{hub}>; rel="hub", <{told.address}>; rel="self"'
    return answer


def _of_articles(
    publication: PublicationView,
    cards: Sequence[ArticleCard],
    title: str,
    path: str,
    kind: str,
) -> HttpResponse:
    ids = [card.id for card in cards]
    entries = article_entries(
        cards,
        comment_counts(ids),
        highlights(publication_id=publication.id, article_ids=ids),
        publication.base_url,
    )
    return cacheable(
        _answer(publication, title, path, entries, kind, settings.ENVIRONMENT.websub_hub),
        publication_id=publication.id,
        lists=True,
        ends_at=next_change(publication.id, cards),
    )


def _answer(
    publication: PublicationView,
    title: str,
    path: str,
    entries: Sequence[Entry],
    kind: str,
    hub: str = "",
) -> HttpResponse:
    return feed_answer(publication, title, path or "/", f"{path}/feed.{kind}", entries, kind, hub)
