"""What somebody wants to post."""

from dataclasses import dataclass
from uuid import UUID

from belowline.accounts.queries.people import Actor


@dataclass(frozen=True, slots=True)
class Draft:
    """A comment that somebody wants to post; an answer where `parent_id` is given.

    The same key from the same person in the same thread again stands for the comment that was
    posted with it; with other words it is a Conflict. `question_id` is the article's question that
    it was written from; one of another article says nothing. `is_sure` says that its writer was
    asked once more, and posts it.
    """

    actor: Actor
    thread_id: int
    text: str
    parent_id: int | None = None
    idempotency_key: UUID | None = None
    question_id: int | None = None
    is_sure: bool = False
