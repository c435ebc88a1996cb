"""Operations that search in articles and comments."""

from datetime import datetime
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, Field

from belowline.search.queries.asked import LONGEST
from belowline.search.queries.excerpts import words_of
from belowline.search.queries.finding import ArticleHit, CommentHit, find_articles, find_comments
from belowline.search.services.limited_acts import count_search
from belowline.search.time_limit import end_of_search
from belowline.web.api import schemas
from belowline.web.api.operation import operation
from belowline.web.http.network import visitors_network
from belowline.web.http.visit import visit_of
from belowline.web.http.who import EVERYBODY
from belowline.web.reading.search_form import search_form

router = Router(tags=["search"])
Words = Annotated[
    str,
    Query(
        max_length=LONGEST,
        description="Words that all have to be there; “phrases” between quotation marks; -words "
        "that must not be there.",
    ),
]
Kind = Annotated[Literal["articles", "comments"], Query(description="What is looked for.")]
Named = Annotated[str, Query(max_length=100, description="Whose name stands above it.")]
Part = Annotated[str, Query(max_length=60, description="The short name of a section.")]
Day = Annotated[
    str, Query(max_length=10, description="A day (2026-11-26) in the publication's time zone.")
]
Below = Annotated[str, Query(max_length=13, description="The id of a thread to look in.")]
After = Annotated[
    str, Query(max_length=40, description="The `after` of the page before; empty for the first.")
]


class Hit(BaseModel):
    """An article or a comment that was found."""

    kind: Literal["article", "comment"]
    url: str
    headline: str = Field(description="Of the article, or of the one that the comment is below.")
    author: str | None = Field(description="null for an unnamed reader.")
    published_at: datetime | None = Field(description="null where an import does not know it.")
    excerpt: str = Field(description="A piece of the text around what was looked for.")


class Hits(BaseModel):
    """A page of what was found."""

    hits: list[Hit]
    after: str | None = Field(description="The `after` of the next page; null on the last.")
    is_cut: bool = Field(description="There was no time to look through all; `after` goes on.")


@operation(
    router,
    "GET",
    "/search",
    who=EVERYBODY,
    response={200: Hits, 422: schemas.Problem, 429: schemas.Problem},
)
def search(
    request: HttpRequest,
    q: Words = "",
    kind: Kind = "articles",
    by: Named = "",
    section: Part = "",
    since: Day = "",
    until: Day = "",
    thread: Below = "",
    after: After = "",
) -> Hits:
    """Search in articles or comments: the newest first, articles with all words in the headline
    before the others.
    """
    visit = visit_of(request)
    given = {"q": q, "by": by, "section": section, "since": since, "until": until, "thread": thread}
    form = search_form(given, visit)
    if form.asked.is_empty:
        return Hits(hits=[], after=None, is_cut=False)
    count_search(network=visitors_network(request))
    end, publication_id = end_of_search(), visit.publication.id
    if kind == "comments":
        said = find_comments(
            publication_id=publication_id, asked=form.asked, until=end, after=after
        )
        hits = [_of_comment(hit, visit.base_url) for hit in said.hits]
        return Hits(hits=hits, after=said.after or None, is_cut=said.is_cut)
    found = find_articles(publication_id=publication_id, asked=form.asked, until=end, after=after)
    hits = [
        _of_article(hit, visit.base_url) for hit in found.hits if hit.article.limits.allow("api")
    ]
    return Hits(hits=hits, after=found.after or None, is_cut=found.is_cut)


def _of_article(hit: ArticleHit, base_url: str) -> Hit:
    return Hit(
        kind="article",
        url=base_url + hit.article.path,
        headline=hit.article.headline,
        author=hit.article.byline or None,
        published_at=hit.article.published_at,
        excerpt=words_of(hit.excerpt),
    )


def _of_comment(hit: CommentHit, base_url: str) -> Hit:
    return Hit(
        kind="comment",
        url=f"{base_url}/c/{hit.comment.ref}",
        headline=hit.article.headline,
        author=hit.comment.author or None,
        published_at=hit.comment.posted_at,
        excerpt=words_of(hit.excerpt),
    )
