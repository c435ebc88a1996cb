"""Operations on threads: find one, read it, count many."""

from typing import Annotated, Literal

from django.conf import settings
from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from belowline.core.refusals import NotFound
from belowline.discussion.queries.cursor import parse_cursor
from belowline.discussion.queries.orders import Order
from belowline.discussion.queries.overlay import overlay
from belowline.discussion.queries.pages import PAGE_SIZE, thread_page
from belowline.discussion.queries.threads import comment_counts, thread_of_article
from belowline.web.api import schemas
from belowline.web.api.session import Session
from belowline.web.lookup import article_for, thread_at
from belowline.web.visitor import actor_of

router = Router(tags=["threads"])
_MOST_URLS = 100

Url = Annotated[str, Field(max_length=2000)]


@router.get("/threads", response={200: schemas.Thread, 404: schemas.Problem, 422: schemas.Problem})
def find_thread(request: HttpRequest, url: Annotated[Url, Query()]) -> schemas.Thread:
    """The thread below the article at `url`."""
    article = article_for(request, url)
    below = thread_of_article(article.id) if article else None
    if article is None or below is None:
        raise NotFound("There is no discussion for this address.")
    return schemas.thread_out(below, article, settings.SITE_URL)


@router.get(
    "/threads/{thread}/comments",
    response={200: schemas.CommentPage, 404: schemas.Problem, 422: schemas.Problem},
)
def read_comments(
    request: HttpRequest,
    thread: str,
    order: Order = Order.NEWEST,
    view: Literal["nested", "flat"] = "nested",
    after: str | None = None,
    limit: Annotated[int, Query(ge=1, le=100)] = PAGE_SIZE,
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
    return schemas.page_out(page, settings.SITE_URL)


@router.get(
    "/threads/{thread}/mine",
    auth=Session(),
    response={200: schemas.Mine, 401: schemas.Problem, 404: schemas.Problem},
)
def mine(request: HttpRequest, thread: str) -> schemas.Mine:
    """One's own votes and comments in the thread."""
    actor = actor_of(request)
    found = overlay(person_id=actor.id, thread_id=thread_at(request, thread).id)
    return schemas.Mine.model_validate(
        {
            "name": actor.name,
            "moderates": actor.moderates,
            "edits": actor.edits,
            "votes": found.votes,
            "own": found.own,
        }
    )


@router.get("/counts", response={200: schemas.Counts, 422: schemas.Problem})
def count_comments(
    request: HttpRequest, url: Annotated[list[Url], Query(min_length=1, max_length=_MOST_URLS)]
) -> schemas.Counts:
    """How many comments there are at each of up to 100 addresses."""
    articles = {address: article_for(request, address) for address in url}
    counts = comment_counts({article.id for article in articles.values() if article})
    return schemas.Counts(
        counts={
            address: counts.get(article.id, 0) if article else 0
            for address, article in articles.items()
        }
    )
