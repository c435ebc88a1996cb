"""Operations on comments: read, post, edit, withdraw, vote, report."""

from typing import Annotated
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from ninja import Header, Router

from belowline.core.ids import encode
from belowline.discussion.queries.comments import answers_to
from belowline.discussion.services.editing import edit_comment, withdraw_comment
from belowline.discussion.services.posting import post_comment
from belowline.discussion.services.previewing import preview
from belowline.discussion.services.voting import cast_vote
from belowline.moderation.services.reporting import report_comment
from belowline.web.api import schemas
from belowline.web.api.session import Session
from belowline.web.lookup import comment_at, thread_at
from belowline.web.visitor import actor_of, id_from

router = Router(tags=["comments"])
_PROBLEMS = dict.fromkeys((401, 403, 404, 409, 422, 429), schemas.Problem)


@router.get("/comments/{comment}", response={200: schemas.Comment, 404: schemas.Problem})
def read_comment(request: HttpRequest, comment: str) -> schemas.Comment:
    """One comment."""
    return schemas.comment_out(comment_at(request, comment), settings.SITE_URL)


@router.get(
    "/comments/{comment}/answers", response={200: list[schemas.Comment], 404: schemas.Problem}
)
def read_answers(request: HttpRequest, comment: str) -> list[schemas.Comment]:
    """The comments that reply to, quote or address this one, the first 100, oldest first."""
    found = answers_to(comment_at(request, comment).id)
    return [schemas.comment_out(answer, settings.SITE_URL) for answer in found]


@router.post(
    "/threads/{thread}/comments",
    auth=Session(),
    response={201: schemas.Comment, **_PROBLEMS},
)
def post(
    request: HttpRequest,
    thread: str,
    payload: schemas.NewComment,
    idempotency_key: Annotated[UUID | None, Header()] = None,
) -> tuple[int, schemas.Comment]:
    """Posts a comment. The same `Idempotency-Key` again gives the comment posted with it."""
    comment_id = post_comment(
        actor=actor_of(request),
        thread_id=thread_at(request, thread).id,
        text=payload.text,
        parent_id=id_from(payload.parent) if payload.parent else None,
        idempotency_key=idempotency_key,
    )
    return 201, read_comment(request, encode(comment_id))


@router.post(
    "/threads/{thread}/preview", auth=Session(), response={200: schemas.Preview, **_PROBLEMS}
)
def show(request: HttpRequest, thread: str, payload: schemas.NewComment) -> schemas.Preview:
    """How a text would look as a comment; nothing is kept."""
    html = preview(
        text=payload.text,
        thread_id=thread_at(request, thread).id,
        parent_id=id_from(payload.parent) if payload.parent else None,
    )
    return schemas.Preview(html=html)


@router.patch("/comments/{comment}", auth=Session(), response={200: schemas.Comment, **_PROBLEMS})
def edit(request: HttpRequest, comment: str, payload: schemas.EditedComment) -> schemas.Comment:
    """Changes one's own comment, for a few minutes after it was posted."""
    found = comment_at(request, comment)
    edit_comment(actor=actor_of(request), comment_id=found.id, text=payload.text)
    return read_comment(request, comment)


@router.delete("/comments/{comment}", auth=Session(), response={204: None, **_PROBLEMS})
def withdraw(request: HttpRequest, comment: str) -> tuple[int, None]:
    """Takes one's own comment back, for good."""
    withdraw_comment(actor=actor_of(request), comment_id=comment_at(request, comment).id)
    return 204, None


@router.put("/comments/{comment}/vote", auth=Session(), response={200: schemas.Tally, **_PROBLEMS})
def vote(request: HttpRequest, comment: str, payload: schemas.NewVote) -> schemas.Tally:
    """Makes this one's vote on the comment; the same again changes nothing."""
    tally = cast_vote(
        actor=actor_of(request),
        comment_id=comment_at(request, comment).id,
        value=payload.value,
    )
    return schemas.Tally.model_validate({"up": tally.up, "down": tally.down, "own": tally.own})


@router.post("/comments/{comment}/reports", auth=Session(), response={204: None, **_PROBLEMS})
def report(request: HttpRequest, comment: str, payload: schemas.NewReport) -> tuple[int, None]:
    """Reports a comment to the moderators."""
    report_comment(
        actor=actor_of(request),
        comment_id=comment_at(request, comment).id,
        reason=payload.reason,
        note=payload.note,
    )
    return 204, None
