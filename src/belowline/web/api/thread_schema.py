"""What the API says of a thread."""

from datetime import datetime

from pydantic import BaseModel, Field

from belowline.discussion.queries.threads import ThreadView
from belowline.newsroom.queries.articles import ArticleView
from belowline.web.api.schemas import Ref


class Thread(BaseModel):
    """The discussion below one article."""

    id: Ref
    headline: str
    url: str
    comments_open: bool
    votes_open: bool
    has_votes: bool = Field(description="Without, every comment has 0 votes here.")
    is_premoderated: bool = Field(description="Comments of readers are `held` at first.")
    subscribers_only: bool = Field(description="Nobody else writes, except staff.")
    slow_minutes: int = Field(
        description="Minutes that a reader waits between two comments; 0: none."
    )
    closing_note: str
    closing_reason: str = Field(
        description="The code of the reason for which moderators have closed it; empty: none."
    )
    comment_count: int
    last_comment_at: datetime | None
    revision: int = Field(description="Moves with everything that a reader of the thread can see.")


def thread_out(thread: ThreadView, article: ArticleView, base_url: str) -> Thread:
    """The thread as the API shows it."""
    return Thread(
        id=thread.ref,
        headline=article.headline,
        url=base_url + article.path,
        comments_open=thread.comments_open,
        votes_open=thread.votes_open,
        has_votes=thread.has_votes,
        is_premoderated=thread.is_premoderated,
        subscribers_only=thread.subscribers_only,
        slow_minutes=thread.slow_minutes,
        closing_note=thread.closing_note,
        closing_reason=thread.closed_for,
        comment_count=thread.comment_count,
        last_comment_at=thread.last_comment_at,
        revision=thread.revision,
    )
