"""Operations on threads: find one, read it, write in it, count many."""

from typing import Annotated, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from ninja import Query, Router, Status

from belowline.core.ids import encode
from belowline.core.refusals import NotFound
from belowline.discussion.queries.cursor import parse_cursor
from belowline.discussion.queries.orders import Order
from belowline.discussion.queries.overlay import overlay
from belowline.discussion.queries.pages import PAGE_SIZE, thread_page
from belowline.discussion.queries.threads import thread_of_article, threads_of_articles
from belowline.discussion.services.follows import follow_thread, unfollow_thread
from belowline.discussion.services.posts import post_comment
from belowline.discussion.services.previews import preview
from belowline.web.api import schemas
from belowline.web.api.parameters import (
    After,
    ArticleUrl,
    ArticleUrls,
    IdempotencyKey,
    Limit,
    Ranking,
    ThreadRef,
)
from belowline.web.api.session import SIGNED_IN
from belowline.web.http.actors import actor_of, id_from, publication_of
from belowline.web.http.lookup import article_for, article_ids_for, own_comment_at, thread_at
from belowline.web.http.shared import cacheable

router = Router(tags=["threads"])
View = Annotated[
    Literal["nested", "flat"],
    Query(description="Replies under their top-level comment, or all comments in one row."),
]


@router.get("/threads", response={200: schemas.Thread, 404: schemas.Problem, 422: schemas.Problem})
def find_thread(request: HttpRequest, response: HttpResponse, url: ArticleUrl) -> schemas.Thread:
    """The thread below the article at `url`."""
    article = article_for(request, url)
    below = thread_of_article(article.id) if article else None
    if article is None or below is None:
        raise NotFound(gettext("There is no discussion for this address."))
    cacheable(response, publication_id=below.publication_id, threads=[below.id])
    return schemas.thread_out(below, article, settings.SITE_URL)


@router.get(
    "/threads/{thread}/comments",
    response={200: schemas.CommentPage, 404: schemas.Problem, 422: schemas.Problem},
)
def read_comments(
    request: HttpRequest,
    response: HttpResponse,
    thread: ThreadRef,
    order: Ranking = Order.NEWEST,
    view: View = "nested",
    after: After = None,
    limit: Limit = PAGE_SIZE,
) -> schemas.CommentPage:
    """A page of the thread's comments; follow `after` for the next one."""
    below = thread_at(request, thread)
    page = thread_page(
        thread_id=below.id,
        order=order,
        flat=view == "flat",
        cursor=parse_cursor(after) if after else None,
        size=limit,
    )
    cacheable(response, publication_id=below.publication_id, threads=[below.id])
    return schemas.page_out(page, settings.SITE_URL)


@router.post(
    "/threads/{thread}/comments",
    auth=SIGNED_IN,
    response={201: schemas.Comment, **schemas.PROBLEMS},
)
def post(
    request: HttpRequest,
    thread: ThreadRef,
    payload: schemas.NewComment,
    idempotency_key: IdempotencyKey = None,
) -> Status[schemas.Comment]:
    """Posts a comment. The same `Idempotency-Key` again in the thread gives the comment posted
    with it; with other words it is refused (409), and nothing is posted.
    """
    comment_id = post_comment(
        actor=actor_of(request),
        thread_id=thread_at(request, thread).id,
        text=payload.text,
        parent_id=id_from(payload.parent) if payload.parent else None,
        idempotency_key=idempotency_key,
    )
    posted = own_comment_at(request, encode(comment_id))
    return Status(201, schemas.comment_out(posted, settings.SITE_URL))


@router.post(
    "/threads/{thread}/preview", auth=SIGNED_IN, response={200: schemas.Preview, **schemas.PROBLEMS}
)
def show(request: HttpRequest, thread: ThreadRef, payload: schemas.NewComment) -> schemas.Preview:
    """How a text would look as a comment; nothing is kept."""
    html = preview(
        text=payload.text,
        thread_id=thread_at(request, thread).id,
        parent_id=id_from(payload.parent) if payload.parent else None,
    )
    return schemas.Preview(html=html)


@router.get(
    "/threads/{thread}/mine",
    auth=SIGNED_IN,
    response={200: schemas.Mine, 401: schemas.Problem, 404: schemas.Problem},
)
def mine(request: HttpRequest, thread: ThreadRef) -> schemas.Mine:
    """One's own in the thread: votes, comments, those that wait for a moderator, whether one
    follows it, whom one has muted.
    """
    actor = actor_of(request)
    found = overlay(person_id=actor.id, thread_id=thread_at(request, thread).id)
    return schemas.Mine.model_validate(
        {
            "name": actor.name,
            "moderates": actor.moderates,
            "edits": actor.edits,
            "votes": found.votes,
            "own": found.own,
            "follows": found.follows,
            "muted": found.muted,
            "held": [{"id": each.ref, "html": each.html} for each in found.held],
        }
    )


@router.put("/threads/{thread}/follow", auth=SIGNED_IN, response={204: None, **schemas.PROBLEMS})
def follow(request: HttpRequest, thread: ThreadRef) -> Status[None]:
    """Follows the thread from now on; twice changes nothing."""
    follow_thread(actor=actor_of(request), thread_id=thread_at(request, thread).id)
    return Status(204, None)


@router.delete("/threads/{thread}/follow", auth=SIGNED_IN, response={204: None, **schemas.PROBLEMS})
def unfollow(request: HttpRequest, thread: ThreadRef) -> Status[None]:
    """No longer follows the thread."""
    unfollow_thread(actor=actor_of(request), thread_id=thread_at(request, thread).id)
    return Status(204, None)


@router.get("/counts", response={200: schemas.Counts, 404: schemas.Problem, 422: schemas.Problem})
def count_comments(
    request: HttpRequest, response: HttpResponse, url: ArticleUrls
) -> schemas.Counts:
    """How many comments there are at each of up to 100 addresses."""
    articles = article_ids_for(request, url)
    below = threads_of_articles(articles.values())
    cacheable(
        response,
        publication_id=publication_of(request).id,
        threads=[thread.id for thread in below.values()],
    )
    counts = {article_id: thread.comment_count for article_id, thread in below.items()}
    return schemas.Counts(
        counts={address: counts.get(articles.get(address, 0), 0) for address in url}
    )
