"""Pages of discussions: fragments, single comments, permalinks, answers."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.accounts.queries.relationships import muted_ids
from belowline.core.events import SITE, THREAD
from belowline.core.refusals import NotFound
from belowline.discussion.queries.answers import answers_to
from belowline.discussion.queries.comments import comments
from belowline.discussion.queries.pages import cursor_before
from belowline.discussion.queries.threads import (
    ThreadView,
)
from belowline.newsroom.queries.articles import (
    ArticleView,
    article_by_id,
)
from belowline.pages.article_page import render_thread_page
from belowline.pages.comment import render_comment_items
from belowline.web.http.addresses import Shared, address
from belowline.web.http.lookup import comment_at, thread_at
from belowline.web.http.shared import cacheable
from belowline.web.http.visit import Visit, id_from
from belowline.web.http.who import EVERYBODY
from belowline.web.reading.page_request import asked_order, asked_page

_ITEMS = 50


@address(
    "threads/<ref:thread>",
    name="thread-fragment",
    get=EVERYBODY,
    shared=Shared((SITE, THREAD), ("after", "order", "view")),
)
def thread_fragment(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """The same page of a discussion without the page around it, for scripts and embeds."""
    thread = thread_at(visit, ref)
    article = _article_of(thread)
    page = asked_page(request, thread)
    return cacheable(
        HttpResponse(render_thread_page(visit.publication, article, thread, page)),
        publication_id=thread.publication_id,
        threads=[thread.id],
        ends_at=thread.changes_at,
        story=thread.article_id if page.starts else None,
    )


@address(
    "threads/<ref:thread>/items",
    name="thread-items",
    get=EVERYBODY,
    shared=Shared((SITE, THREAD), ("id", "view")),
)
def items(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Single comments of a thread (`id`, up to 50), for a page that is open already and shows them
    nested, or flat (`view`).
    """
    thread = thread_at(visit, ref)
    asked = [id_from(each) for each in request.GET.getlist("id")[:_ITEMS]]
    found = comments(asked, publication_id=thread.publication_id)
    shown = [each for each in found if each.thread_id == thread.id]
    return cacheable(
        HttpResponse(
            render_comment_items(
                visit.publication, thread, shown, flat=request.GET.get("view") == "flat"
            )
        ),
        publication_id=thread.publication_id,
        threads=[thread.id],
        ends_at=thread.changes_at,
    )


@address("c/<ref:comment>", name="permalink", get=EVERYBODY)
def permalink(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """A comment's own address: leads to the page that shows it, and marks it there."""
    found = comment_at(visit, ref)
    thread = thread_at(visit, found.thread_ref)
    article = _article_of(thread)
    order, flat = asked_order(request, thread)
    cursor = cursor_before(found, order=order, flat=flat)
    query = f"?order={order}" + ("&view=flat" if flat else "") if cursor or flat else ""
    query += f"&after={cursor}" if cursor else ""
    return HttpResponseRedirect(f"{article.path}{query}#c{ref}")


@address("c/<ref:comment>/answers", name="answers", get=EVERYBODY)
def answers(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """A comment and everything that answers it."""
    found = comment_at(visit, ref)
    viewer = visit.viewer
    muted = muted_ids(viewer.id) if viewer and request.GET.get("muted") != "show" else ()
    every = answers_to(found)
    answering = [answer for answer in every if answer.author_id not in muted]
    template = "answer_links" if request.headers.get("X-Fragment") == "1" else "answers"
    return render(
        request,
        f"reading/{template}.html",
        {
            "comment": found,
            "answers": answering,
            "folded": len(every) - len(answering),
            "thread": thread_at(visit, found.thread_ref),
            "on_page": {shown.ref for shown in (found, *answering)},
        },
    )


def _article_of(thread: ThreadView) -> ArticleView:
    article = article_by_id(publication_id=thread.publication_id, article_id=thread.article_id)
    if article is None:
        raise NotFound(gettext("The article for this discussion is not published."))
    return article
