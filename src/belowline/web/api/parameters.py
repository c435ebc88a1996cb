"""What stands in the addresses and headers of the API."""

from typing import Annotated
from uuid import UUID

from ninja import Header, Path, Query
from pydantic import Field

from belowline.discussion.queries.orders import Order
from belowline.discussion.queries.pages import PAGE_SIZE

MOST_URLS = 100

ThreadRef = Annotated[str, Path(description="The thread's id.")]
PersonRef = Annotated[str, Path(description="The reader's id.")]
CommentRef = Annotated[str, Path(description="The comment's id.")]
Url = Annotated[str, Field(max_length=2000)]
ArticleUrl = Annotated[
    str,
    Query(max_length=2000, description="An article's address, here or where it was before."),
]
ArticleUrls = Annotated[
    list[Url],
    Query(
        min_length=1,
        max_length=MOST_URLS,
        description=f"Articles' addresses; repeat it up to {MOST_URLS} times.",
    ),
]
Ranking = Annotated[Order, Query(description="How the comments follow each other.")]
After = Annotated[
    str | None, Query(description="The `after` of the page before; nothing for the first.")
]
Limit = Annotated[
    int, Query(ge=1, le=100, description=f"Comments a page, {PAGE_SIZE} if nothing is said.")
]
IdempotencyKey = Annotated[
    UUID | None,
    Header(
        alias="Idempotency-Key",
        description="Chosen by the writer; the same key again posts nothing new.",
    ),
]
