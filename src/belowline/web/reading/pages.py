"""Pages for readers: front, sections, articles, permalinks, answers and feeds."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from belowline.accounts.queries.relationships import muted_ids
from belowline.core.refusals import NotFound
from belowline.discussion.queries.comments import answers_to, comments, newest_comments
from belowline.discussion.queries.cursor import parse_cursor
from belowline.discussion.queries.orders import Order
from belowline.discussion.queries.pages import ThreadPage, cursor_before, thread_page
from belowline.discussion.queries.threads import (
    ThreadView,
    comment_counts,
    most_discussed,
    thread_of_article,
)
from belowline.newsroom.queries.articles import (
    ArticleCard,
    ArticleView,
    article_at,
    article_by_id,
    cards,
    newest_articles,
)
from belowline.newsroom.queries.publications import PublicationView, SectionView
from belowline.newsroom.queries.related import related_articles
from belowline.pages.comment import render_comment_items
from belowline.pages.feeds import MEDIA_TYPE, articles_feed, comments_feed
from belowline.pages.front import render_front
from belowline.pages.article_page import render_story, render_thread_page
from belowline.pages.article_view import Story
from belowline.web.http.shared import finished
from belowline.web.http.lookup import comment_at, thread_at
from belowline.web.http.actors import id_from, publication_of, viewer_of

_FEED_LENGTH = 50
_ITEMS = 50


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The publication's front page."""
    return _front(publication_of(request), None)


@require_safe
def section(request: HttpRequest, section_slug: str) -> HttpResponse:
    """A section's front page."""
    publication = publication_of(request)
    return _front(publication, _section(publication, section_slug))


@require_safe
def story(request: HttpRequest, section_slug: str, slug: str) -> HttpResponse:
    """An article with a page of its discussion."""
    publication = publication_of(request)
    article = _article(publication, section_slug, slug)
    thread = thread_of_article(article.id)
    if thread is None:
        raise NotFound(gettext("This article has no discussion."))
    related = related_articles(article)
    discussed = _discussed(publication)
    shown = Story(
        publication,
        article,
        thread,
        asked_page(request, thread.id),
        related,
        discussed,
        comment_counts([card.id for card in (*related, *discussed)]),
    )
    longest = settings.ENVIRONMENT.comment_max_characters
    return finished(
        HttpResponse(render_story(shown, site_url=settings.SITE_URL, longest=longest)),
        publication_id=publication.id,
        threads=[thread.id],
        ends_at=article.licence_ends_at,
    )


@require_safe
def thread_fragment(request: HttpRequest, ref: str) -> HttpResponse:
    """The same page of a discussion without the page around it, for scripts and embeds."""
    thread = thread_at(request, ref)
    article = _article_of(thread)
    page = asked_page(request, thread.id)
    return finished(
        HttpResponse(render_thread_page(publication_of(request), article, thread, page)),
        publication_id=thread.publication_id,
        threads=[thread.id],
    )


@require_safe
def items(request: HttpRequest, ref: str) -> HttpResponse:
    """Single comments of a thread (`id`, up to 50), for a page that is open already."""
    thread = thread_at(request, ref)
    asked = [id_from(each) for each in request.GET.getlist("id")[:_ITEMS]]
    found = [each for each in comments(asked) if each.thread_id == thread.id]
    return finished(
        HttpResponse(render_comment_items(publication_of(request), thread, found)),
        publication_id=thread.publication_id,
        threads=[thread.id],
    )


@require_safe
def permalink(request: HttpRequest, ref: str) -> HttpResponse:
    """A comment's own address: leads to the page that shows it, and marks it there."""
    found = comment_at(request, ref)
    article = _article_of(thread_at(request, found.thread_ref))
    order, flat = _asked_order(request)
    cursor = cursor_before(found.id, order=order, flat=flat)
    query = f"?order={order}" + ("&view=flat" if flat else "") if cursor or flat else ""
    query += f"&after={cursor}" if cursor else ""
    return HttpResponseRedirect(f"{article.path}{query}#c{ref}")


@require_safe
def answers(request: HttpRequest, ref: str) -> HttpResponse:
    """A comment and everything that answers it."""
    found = comment_at(request, ref)
    viewer = viewer_of(request)
    muted = muted_ids(viewer.id) if viewer and request.GET.get("muted") != "show" else ()
    every = answers_to(found.id)
    answering = [answer for answer in every if answer.author_id not in muted]
    template = "answer_links" if request.headers.get("X-Fragment") == "1" else "answers"
    return render(
        request,
        f"site/{template}.html",
        {
            "comment": found,
            "answers": answering,
            "folded": len(every) - len(answering),
            "thread": thread_at(request, found.thread_ref),
            "on_page": {shown.ref for shown in (found, *answering)},
        },
    )


@require_safe
def articles_atom(request: HttpRequest, section_slug: str | None = None) -> HttpResponse:
    """The feed of the publication's articles, or of one section's."""
    publication = publication_of(request)
    part = _section(publication, section_slug) if section_slug else None
    newest = newest_articles(
        publication_id=publication.id, section_id=part.id if part else None, limit=_FEED_LENGTH
    )
    feed = articles_feed(publication, newest, section=part, site_url=settings.SITE_URL)
    return finished(
        HttpResponse(feed, content_type=MEDIA_TYPE),
        publication_id=publication.id,
        lists=True,
        ends_at=_first_end(newest),
    )


@require_safe
def comments_atom(request: HttpRequest, section_slug: str, slug: str) -> HttpResponse:
    """The feed of the comments below an article."""
    publication = publication_of(request)
    article = _article(publication, section_slug, slug)
    ids = newest_comments(
        publication_id=publication.id, article_ids=[article.id], limit=_FEED_LENGTH
    )
    feed = comments_feed(publication, article, comments(ids), site_url=settings.SITE_URL)
    thread = thread_of_article(article.id)
    return finished(
        HttpResponse(feed, content_type=MEDIA_TYPE),
        publication_id=publication.id,
        threads=[thread.id] if thread else (),
    )


def asked_page(request: HttpRequest, thread_id: int) -> ThreadPage:
    """The page of a thread that the address asks for; odd orders fall back to newest."""
    order, flat = _asked_order(request)
    after = request.GET.get("after")
    cursor = parse_cursor(after) if after else None
    return thread_page(thread_id=thread_id, order=order, flat=flat, cursor=cursor)


def _asked_order(request: HttpRequest) -> tuple[Order, bool]:
    asked = request.GET.get("order", "")
    order = Order(asked) if asked in list(Order) else Order.NEWEST
    return order, request.GET.get("view") == "flat"


def _front(publication: PublicationView, part: SectionView | None) -> HttpResponse:
    newest = newest_articles(publication_id=publication.id, section_id=part.id if part else None)
    discussed = _discussed(publication)
    counts = comment_counts([card.id for card in (*newest, *discussed)])
    page = render_front(
        publication,
        section=part,
        articles=newest,
        discussed=discussed,
        counts=counts,
        site_url=settings.SITE_URL,
    )
    return finished(
        HttpResponse(page),
        publication_id=publication.id,
        lists=True,
        ends_at=_first_end(newest),
    )


def _first_end(shown: Sequence[ArticleCard]) -> datetime | None:
    """When the first licence of these articles ends that has not ended yet."""
    ends = [card.licence_ends_at for card in shown if card.licence_ends_at and not card.is_expired]
    return min(ends, default=None)


def _discussed(publication: PublicationView) -> list[ArticleCard]:
    ids = [article_id for article_id, _ in most_discussed(publication_id=publication.id)]
    found = cards(ids)
    return [found[article_id] for article_id in ids if article_id in found]


def _article_of(thread: ThreadView) -> ArticleView:
    article = article_by_id(thread.article_id)
    if article is None:
        raise NotFound(gettext("The article of this discussion is not published."))
    return article


def _section(publication: PublicationView, slug: str) -> SectionView:
    for part in publication.sections:
        if part.slug == slug:
            return part
    raise NotFound(gettext("There is no page at this address."))


def _article(publication: PublicationView, section_slug: str, slug: str) -> ArticleView:
    article = article_at(publication_id=publication.id, section_slug=section_slug, slug=slug)
    if article is None:
        raise NotFound(gettext("There is no article at this address."))
    return article
