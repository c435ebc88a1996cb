"""Operations on threads: find one, read it, write in it, count many."""

from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from ninja import Query, Router, Status

from belowline.accounts.policies import barred_from
from belowline.core.events import ARTICLE, SITE, THREAD
from belowline.core.ids import encode
from belowline.core.refusals import NotFound
from belowline.discussion.queries.orders import Order
from belowline.discussion.queries.overlay import overlay
from belowline.discussion.queries.pages import PAGE_SIZE, thread_page
from belowline.discussion.queries.threads import thread_below, threads_of_articles
from belowline.discussion.queries.writers import may_write
from belowline.discussion.services.follows import follow_thread, unfollow_thread
from belowline.discussion.services.posts import post_comment
from belowline.discussion.services.previews import preview
from belowline.web.api import schemas
from belowline.web.api.operation import operation
from belowline.web.api.parameters import (
    After,
    ArticleUrl,
    ArticleUrls,
    IdempotencyKey,
    Limit,
    Ranking,
    ThreadRef,
)
from belowline.web.api.thread_schema import Thread, thread_out
from belowline.web.http.addresses import Shared
from belowline.web.http.lookup import article_for, article_ids_for, own_comment_at, thread_at
from belowline.web.http.shared import cacheable
from belowline.web.http.visit import id_from, visit_of
from belowline.web.http.who import EVERYBODY, READERS

router = Router(tags=["threads"])
View = Annotated[
    Literal["nested", "flat"],
    Query(description="Replies under their top-level comment, or all comments in one row."),
]


@operation(
    router,
    "GET",
    "/threads",
    who=EVERYBODY,
    shared=Shared((SITE, THREAD, ARTICLE), ("url",)),
    response={200: Thread, 404: schemas.Problem, 422: schemas.Problem},
)
def find_thread(request: HttpRequest, response: HttpResponse, url: ArticleUrl) -> Thread:
    """The thread below the article at `url`."""
    visit = visit_of(request)
    article = article_for(visit, url)
    below = thread_below(article) if article else None
    if article is None or below is None:
        raise NotFound(gettext("No discussion found for this address."))
    cacheable(
        response,
        publication_id=below.publication_id,
        threads=[below.id],
        articles=[article.id],
        ends_at=below.changes_at,
    )
    return thread_out(below, article, visit.base_url)


@operation(
    router,
    "GET",
    "/threads/{thread}/comments",
    who=EVERYBODY,
    shared=Shared((SITE, THREAD), ("after", "limit", "order", "view")),
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
    visit = visit_of(request)
    below = thread_at(visit, thread)
    page = thread_page(
        thread_id=below.id,
        order=order,
        flat=view == "flat",
        after=after,
        size=limit,
        has_votes=below.has_votes,
    )
    cacheable(
        response,
        publication_id=below.publication_id,
        threads=[below.id],
        ends_at=below.changes_at,
        story=None if after else below.article_id,
    )
    return schemas.page_out(page, visit.base_url)


@operation(
    router,
    "POST",
    "/threads/{thread}/comments",
    who=READERS,
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
    visit = visit_of(request)
    comment_id = post_comment(
        actor=visit.actor,
        thread_id=thread_at(visit, thread).id,
        text=payload.text,
        parent_id=id_from(payload.parent) if payload.parent else None,
        idempotency_key=idempotency_key,
        question_id=id_from(payload.question) if payload.question else None,
        is_sure=payload.sure,
    )
    posted = own_comment_at(visit, encode(comment_id))
    return Status(201, schemas.comment_out(posted, visit.base_url))


@operation(
    router,
    "POST",
    "/threads/{thread}/preview",
    who=READERS,
    response={200: schemas.Preview, **schemas.PROBLEMS},
)
def show(request: HttpRequest, thread: ThreadRef, payload: schemas.NewComment) -> schemas.Preview:
    """How a text would look as a comment; nothing is kept."""
    visit = visit_of(request)
    html = preview(
        actor=visit.actor,
        text=payload.text,
        thread_id=thread_at(visit, thread).id,
        parent_id=id_from(payload.parent) if payload.parent else None,
    )
    return schemas.Preview(html=html)


@operation(
    router,
    "GET",
    "/threads/{thread}/mine",
    who=READERS,
    response={200: schemas.Mine, 401: schemas.Problem, 404: schemas.Problem},
)
def mine(request: HttpRequest, thread: ThreadRef) -> schemas.Mine:
    """One's own in the thread: votes, comments, those that wait for a moderator, whether one
    follows it, whom one has muted.
    """
    visit = visit_of(request)
    actor = visit.actor
    below = thread_at(visit, thread)
    found = overlay(person_id=actor.id, thread=below)
    return schemas.Mine.model_validate(
        {
            "name": actor.name,
            "moderates": actor.moderates,
            "edits": actor.edits,
            "may_write": may_write(actor, below),
            "barred": barred_from(person_id=actor.id, publication_id=below.publication_id),
            "votes": found.votes,
            "own": found.own,
            "follows": found.follows,
            "muted": found.muted,
            "held": [{"id": each.ref, "html": each.html} for each in found.held],
        }
    )


@operation(
    router, "PUT", "/threads/{thread}/follow", who=READERS, response={204: None, **schemas.PROBLEMS}
)
def follow(request: HttpRequest, thread: ThreadRef) -> Status[None]:
    """Follows the thread from now on; twice changes nothing."""
    visit = visit_of(request)
    follow_thread(actor=visit.actor, thread_id=thread_at(visit, thread).id)
    return Status(204, None)


@operation(
    router,
    "DELETE",
    "/threads/{thread}/follow",
    who=READERS,
    response={204: None, **schemas.PROBLEMS},
)
def unfollow(request: HttpRequest, thread: ThreadRef) -> Status[None]:
    """No longer follows the thread."""
    visit = visit_of(request)
    unfollow_thread(actor=visit.actor, thread_id=thread_at(visit, thread).id)
    return Status(204, None)


@operation(
    router,
    "GET",
    "/counts",
    who=EVERYBODY,
    shared=Shared((SITE, THREAD), ("url",)),
    response={200: schemas.Counts, 404: schemas.Problem, 422: schemas.Problem},
)
def count_comments(
    request: HttpRequest, response: HttpResponse, url: ArticleUrls
) -> schemas.Counts:
    """How many comments there are at each of up to 100 addresses."""
    visit = visit_of(request)
    articles = article_ids_for(visit, url)
    below = threads_of_articles(publication_id=visit.publication.id, article_ids=articles.values())
    cacheable(
        response,
        publication_id=visit.publication.id,
        threads=[thread.id for thread in below.values()],
        ends_at=min((it.hides_at for it in below.values() if it.hides_at), default=None),
    )
    counts = {article_id: thread.comment_count for article_id, thread in below.items()}
    return schemas.Counts(
        counts={address: counts.get(articles.get(address, 0), 0) for address in url}
    )
