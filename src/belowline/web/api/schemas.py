"""What the API takes and gives."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from belowline.core.languages import speaking
from belowline.discussion.queries.comments import CommentView
from belowline.discussion.queries.orders import Order
from belowline.discussion.queries.pages import ThreadPage
from belowline.moderation.queries.labels import labels_for_readers
from belowline.moderation.queries.reasons import reason_title

Ref = str
Badge = Literal["reporter", "moderator", "editor", "administrator", "staff", "expert", "subscriber"]


class Problem(BaseModel):
    """Problem details (RFC 9457). `code` is stable; `detail` is a sentence for people."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    field: str | None = None


PROBLEMS = dict.fromkeys((401, 403, 404, 409, 413, 422, 429), Problem)
"""What an operation that writes may answer instead."""


class Answered(BaseModel):
    """The comment that another one replies to."""

    id: Ref
    author: str = Field(description="Empty for a reader whose name is not known.")


class Votes(BaseModel):
    """Votes on a comment; `imported_up` and `imported_down` are contained in `up` and `down`."""

    up: int
    down: int
    net: int
    imported_up: int
    imported_down: int


class Label(BaseModel):
    """What moderators or rules have labelled a comment."""

    code: str
    name: str


class Comment(BaseModel):
    """One comment. `html` is sanitised, and empty while the comment is out of sight."""

    id: Ref
    thread: Ref
    root: Ref
    parent: Answered | None
    author: str = Field(description="Empty for a reader whose name is not known.")
    author_id: Ref | None = Field(description="The author's profile; null without an account.")
    author_picture: str = Field(description="The picture's address; empty where none is shown.")
    author_is_recovered: bool
    badge: Literal["", "reporter", "moderator", "editor", "administrator"]
    badges: list[Badge] = Field(description="What stands beside the name, a staff role first.")
    posted_at: datetime | None = Field(description="null where an import did not know it.")
    edited_at: datetime | None
    status: Literal["published", "held", "removed", "withdrawn", "erased"] = Field(
        description="`held` only where one posts or reads one's own."
    )
    reason: str = Field(description="Why a moderator removed it: one of the reasons of a report.")
    explanation: str = Field(description="What the moderator wrote to its author and to readers.")
    status_reason: str = Field(
        description="Both in one English sentence, as earlier versions have it.", deprecated=True
    )
    html: str
    votes: Votes
    answers: int
    is_pick: bool = Field(description="Whether it is an editors’ pick.")
    is_pinned: bool = Field(description="Whether it is pinned on top of the discussion.")
    labels: list[Label] = Field(description="Those that moderators show to readers.")
    url: str


class CommentPage(BaseModel):
    """Comments in reading order: in the nested view each reply follows its `root`."""

    order: Order
    view: Literal["nested", "flat"]
    comments: list[Comment]
    after: str | None = Field(description="The cursor of the next page; null on the last.")


class NewComment(BaseModel):
    """A comment to post."""

    text: str = Field(
        description="Markdown.", examples=["The last train leaves *eleven minutes* too early."]
    )
    parent: Ref | None = Field(None, description="The comment that it answers.")
    question: Ref | None = Field(
        None, description="The article’s question that it was written from; another’s says nothing."
    )
    sure: bool = Field(
        default=False, description="Posts it as it is, after a refusal with the code `asked-again`."
    )


class EditedComment(BaseModel):
    """The new text of a comment."""

    text: str = Field(
        description="Markdown.", examples=["The last train leaves *twelve minutes* too early."]
    )
    sure: bool = Field(
        default=False, description="Saves it as it is, after a refusal with the code `asked-again`."
    )


class Preview(BaseModel):
    """How a text would look."""

    html: str


class NewVote(BaseModel):
    """A vote: 1 agrees, -1 disagrees, 0 takes the vote back."""

    value: Literal[1, 0, -1] = Field(examples=[1])


class Tally(BaseModel):
    """A comment's votes, and one's own."""

    up: int
    down: int
    own: Literal[1, 0, -1]


class NewReport(BaseModel):
    """Why a comment should be looked at."""

    reason: Literal[
        "illegal", "threat", "hate", "attack", "spam", "false", "off-topic", "other"
    ] = Field(examples=["spam"])
    note: str = Field(
        "", max_length=500, description="For the moderators.", examples=["The third today."]
    )


class Held(BaseModel):
    """A comment of one's own that waits for a moderator."""

    id: Ref
    html: str


class Mine(BaseModel):
    """What is one's own in a thread."""

    name: str
    moderates: bool
    edits: bool
    may_write: bool = Field(description="False where only subscribers write, and one is none.")
    barred: str = Field(description="Why one can only read for now; empty where one can take part.")
    votes: dict[Ref, Literal[1, -1]]
    own: list[Ref]
    follows: bool = Field(description="Whether one follows the thread.")
    muted: list[Ref] = Field(description="The readers whom one has muted.")
    held: list[Held] = Field(description="One's comments that wait for a moderator.")


class Counts(BaseModel):
    """How many comments there are, by the address asked for; unknown addresses have 0."""

    counts: dict[str, int]


def comment_out(comment: CommentView, base_url: str) -> Comment:
    """The comment as the API shows it."""
    shown_picture = comment.picture if comment.is_published else ""
    return Comment.model_validate(
        {
            "id": comment.ref,
            "thread": comment.thread_ref,
            "root": comment.root_ref,
            "parent": {"id": comment.parent.ref, "author": comment.parent.author}
            if comment.parent
            else None,
            "author": comment.author if comment.is_published else "",
            "author_id": (comment.author_ref or None) if comment.is_published else None,
            "author_picture": picture_url(shown_picture, base_url),
            "author_is_recovered": comment.is_recovered,
            "badge": comment.role if comment.is_published else "",
            "badges": list(comment.badges) if comment.is_published else [],
            "posted_at": comment.posted_at,
            "edited_at": comment.edited_at,
            "status": comment.status,
            "reason": comment.reason,
            "explanation": comment.explanation,
            "status_reason": _sentence(comment),
            "html": comment.html if comment.is_published else "",
            "votes": {name: getattr(comment, name) for name in Votes.model_fields},
            "answers": comment.answers,
            "is_pick": comment.is_picked,
            "is_pinned": comment.is_pinned,
            "labels": [{"code": it.code, "name": it.name} for it in labels_for_readers(comment)],
            "url": f"{base_url}/c/{comment.ref}",
        }
    )


def _sentence(comment: CommentView) -> str:
    """In English, as it always was."""
    if not comment.reason:
        return ""
    with speaking("en"):
        words = reason_title(comment.reason, publication_id=comment.publication_id).lower()
    return f"{words}: {comment.explanation}" if comment.explanation else words


def picture_url(digest: str, base_url: str, size: int = 96) -> str:
    """The address of a picture, 96 or 256 pixels wide; empty where there is none."""
    return f"{base_url}/pictures/{digest}/{size}" if digest else ""


def page_out(page: ThreadPage, base_url: str) -> CommentPage:
    """The page as the API shows it."""
    return CommentPage(
        order=page.order,
        view="flat" if page.flat else "nested",
        comments=[comment_out(comment, base_url) for comment in page.comments],
        after=str(page.after) if page.after else None,
    )
