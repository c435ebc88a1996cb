"""Operations on comments: read, edit, withdraw, vote, report."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Router, Status

from belowline.discussion.queries.comments import answers_to
from belowline.discussion.services.edits import edit_comment, withdraw_comment
from belowline.discussion.services.votes import cast_vote
from belowline.moderation.services.reports import report_comment
from belowline.web.api import schemas
from belowline.web.api.parameters import CommentRef
from belowline.web.api.session import SIGNED_IN
from belowline.web.http.actors import actor_of
from belowline.web.http.lookup import comment_at, own_comment_at
from belowline.web.http.shared import cacheable

router = Router(tags=["comments"])


@router.get("/comments/{comment}", response={200: schemas.Comment, 404: schemas.Problem})
def read_comment(
    request: HttpRequest, response: HttpResponse, comment: CommentRef
) -> schemas.Comment:
    """One comment."""
    found = comment_at(request, comment)
    cacheable(response, publication_id=found.publication_id, threads=[found.thread_id])
    return schemas.comment_out(found, settings.SITE_URL)


@router.get(
    "/comments/{comment}/answers", response={200: list[schemas.Comment], 404: schemas.Problem}
)
def read_answers(
    request: HttpRequest, response: HttpResponse, comment: CommentRef
) -> list[schemas.Comment]:
    """The comments that reply to, quote or address this one, the first 100, oldest first."""
    found = comment_at(request, comment)
    cacheable(response, publication_id=found.publication_id, threads=[found.thread_id])
    return [schemas.comment_out(answer, settings.SITE_URL) for answer in answers_to(found.id)]


@router.patch(
    "/comments/{comment}", auth=SIGNED_IN, response={200: schemas.Comment, **schemas.PROBLEMS}
)
def edit(
    request: HttpRequest, comment: CommentRef, payload: schemas.EditedComment
) -> schemas.Comment:
    """Changes one's own comment, for a few minutes after it was posted."""
    found = own_comment_at(request, comment)
    edit_comment(actor=actor_of(request), comment_id=found.id, text=payload.text)
    return schemas.comment_out(own_comment_at(request, comment), settings.SITE_URL)


@router.delete("/comments/{comment}", auth=SIGNED_IN, response={204: None, **schemas.PROBLEMS})
def withdraw(request: HttpRequest, comment: CommentRef) -> Status[None]:
    """Takes one's own comment back, for good."""
    withdraw_comment(actor=actor_of(request), comment_id=own_comment_at(request, comment).id)
    return Status(204, None)


@router.put(
    "/comments/{comment}/vote", auth=SIGNED_IN, response={200: schemas.Tally, **schemas.PROBLEMS}
)
def vote(request: HttpRequest, comment: CommentRef, payload: schemas.NewVote) -> schemas.Tally:
    """Makes this one's vote on the comment; the same again changes nothing."""
    tally = cast_vote(
        actor=actor_of(request),
        comment_id=comment_at(request, comment).id,
        value=payload.value,
    )
    return schemas.Tally.model_validate({"up": tally.up, "down": tally.down, "own": tally.own})


@router.post(
    "/comments/{comment}/reports", auth=SIGNED_IN, response={204: None, **schemas.PROBLEMS}
)
def report(request: HttpRequest, comment: CommentRef, payload: schemas.NewReport) -> Status[None]:
    """Reports a comment to the moderators."""
    report_comment(
        actor=actor_of(request),
        comment_id=comment_at(request, comment).id,
        reason=payload.reason,
        note=payload.note,
    )
    return Status(204, None)
