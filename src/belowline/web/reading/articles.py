"""Front pages, sections and articles."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from belowline.core.events import ARTICLE, LISTS, NEWS, SITE, THREAD
from belowline.core.kept import kept
from belowline.discussion.queries.marks import Marked, marked_comments
from belowline.discussion.queries.threads import (
    comment_counts,
    most_discussed,
    thread_of_article,
)
from belowline.newsroom.queries.article_times import (
    ListedUntil,
    earliest,
    first_licence_end,
    first_vanishing,
    listed_until,
    next_picture_change,
)
from belowline.newsroom.queries.articles import (
    ArticleCard,
    article_in,
    cards,
)
from belowline.newsroom.queries.publications import PublicationView, SectionView
from belowline.newsroom.queries.related import related_articles
from belowline.pages.article_page import render_headline, render_story
from belowline.pages.article_view import Story
from belowline.pages.front import render_front
from belowline.web.http.addresses import Shared, address
from belowline.web.http.lookup import section_at, story_at
from belowline.web.http.shared import cacheable
from belowline.web.http.visit import Visit
from belowline.web.http.who import EVERYBODY
from belowline.web.reading.page_request import asked_page

_DISCUSSED_FOR = 15.0
"""Seconds for which the same list stands beside stories and on the front."""


@address("", name="front", get=EVERYBODY, shared=Shared((SITE, LISTS)))
def front(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The publication's front page."""
    return _front(visit.publication, None)


@address("<name:section>", name="section", get=EVERYBODY, shared=Shared((SITE, LISTS)))
def section(request: HttpRequest, visit: Visit, section_slug: str) -> HttpResponse:
    """A section's front page."""
    publication = visit.publication
    return _front(publication, section_at(publication, section_slug))


@address(
    "<name:section>/<name:slug>",
    name="story",
    get=EVERYBODY,
    shared=Shared((SITE, THREAD, ARTICLE), ("after", "order", "view")),
)
def story(request: HttpRequest, visit: Visit, section_slug: str, slug: str) -> HttpResponse:
    """An article with a page of its discussion."""
    publication = visit.publication
    article = story_at(publication, section_slug, slug)
    by_country = article.limits.are_territorial
    if by_country:
        article = article_in(visit.country, article.id) or article
    thread = thread_of_article(article.id)
    related = related_articles(article)
    discussed = _discussed(publication)
    counts = comment_counts([card.id for card in (*related, *discussed)])
    ends_at = earliest(
        first_licence_end([article]),
        next_picture_change([article]),
        first_vanishing([*related, *discussed]),
    )
    if thread is None:
        return cacheable(
            HttpResponse(render_headline(publication, article, related, discussed, counts)),
            publication_id=publication.id,
            articles=[article.id],
            ends_at=ends_at,
            by_country=by_country,
        )
    ends_at = earliest(ends_at, thread.changes_at)
    page = asked_page(request, thread)
    shown = Story(
        publication,
        article,
        thread,
        page,
        marked_comments(thread) if page.starts else Marked(),
        related,
        discussed,
        counts,
    )
    longest = settings.ENVIRONMENT.comment_max_characters
    return cacheable(
        HttpResponse(render_story(shown, longest=longest)),
        publication_id=publication.id,
        threads=[thread.id],
        articles=[article.id],
        ends_at=ends_at,
        by_country=by_country,
    )


def _front(publication: PublicationView, part: SectionView | None) -> HttpResponse:
    section_id = part.id if part else None
    listed = kept(
        NEWS.format(publication_id=publication.id),
        ("front", section_id),
        lambda: listed_until(publication.id, section_id),
        still=ListedUntil.is_true,
    )
    newest = listed.cards
    discussed = _discussed(publication)
    counts = comment_counts([card.id for card in (*newest, *discussed)])
    page = render_front(
        publication,
        section=part,
        articles=newest,
        discussed=discussed,
        counts=counts,
    )
    return cacheable(
        HttpResponse(page),
        publication_id=publication.id,
        lists=True,
        ends_at=listed.changes_at,
    )


def _discussed(publication: PublicationView) -> list[ArticleCard]:
    return kept(
        SITE.format(publication_id=publication.id),
        "discussed",
        lambda: _most_discussed(publication),
        seconds=_DISCUSSED_FOR,
        still=lambda known: not any(card.has_vanished for card in known),
    )


def _most_discussed(publication: PublicationView) -> list[ArticleCard]:
    ids = [article_id for article_id, _ in most_discussed(publication_id=publication.id)]
    found = cards(ids)
    return [found[article_id] for article_id in ids if article_id in found]
