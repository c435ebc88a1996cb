"""Operations on comments: read, edit, withdraw, vote, report."""

from django.http import HttpRequest, HttpResponse
from ninja import Router, Status

from belowline.core.events import SITE, THREAD
from belowline.discussion.queries.answers import answers_to
from belowline.discussion.services.edits import edit_comment, withdraw_comment
from belowline.discussion.services.votes import cast_vote
from belowline.moderation.services.reports import report_comment
from belowline.web.api import schemas
from belowline.web.api.operation import operation
from belowline.web.api.parameters import CommentRef
from belowline.web.http.addresses import Shared
from belowline.web.http.lookup import comment_at, own_comment_at, thread_at
from belowline.web.http.shared import cacheable
from belowline.web.http.visit import visit_of
from belowline.web.http.who import AUTHOR, EVERYBODY, OTHERS

router = Router(tags=["comments"])


@operation(
    router,
    "GET",
    "/comments/{comment}",
    who=EVERYBODY,
    shared=Shared((SITE, THREAD)),
    response={200: schemas.Comment, 404: schemas.Problem},
)
def read_comment(
    request: HttpRequest, response: HttpResponse, comment: CommentRef
) -> schemas.Comment:
    """One comment."""
    visit = visit_of(request)
    found = comment_at(visit, comment)
    cacheable(
        response,
        publication_id=found.publication_id,
        threads=[found.thread_id],
        ends_at=thread_at(visit, found.thread_ref).hides_at,
    )
    return schemas.comment_out(found, visit.base_url)


@operation(
    router,
    "GET",
    "/comments/{comment}/answers",
    who=EVERYBODY,
    shared=Shared((SITE, THREAD)),
    response={200: list[schemas.Comment], 404: schemas.Problem},
)
def read_answers(
    request: HttpRequest, response: HttpResponse, comment: CommentRef
) -> list[schemas.Comment]:
    """The comments that reply to, quote or address this one, the first 100, oldest first."""
    visit = visit_of(request)
    found = comment_at(visit, comment)
    cacheable(
        response,
        publication_id=found.publication_id,
        threads=[found.thread_id],
        ends_at=thread_at(visit, found.thread_ref).hides_at,
    )
    return [schemas.comment_out(answer, visit.base_url) for answer in answers_to(found)]


@operation(
    router,
    "PATCH",
    "/comments/{comment}",
    who=AUTHOR,
    response={200: schemas.Comment, **schemas.PROBLEMS},
)
def edit(
    request: HttpRequest, comment: CommentRef, payload: schemas.EditedComment
) -> schemas.Comment:
    """Changes one's own comment, for a few minutes after it was posted."""
    visit = visit_of(request)
    found = own_comment_at(visit, comment)
    edit_comment(actor=visit.actor, comment_id=found.id, text=payload.text, is_sure=payload.sure)
    return schemas.comment_out(own_comment_at(visit, comment), visit.base_url)


@operation(
    router, "DELETE", "/comments/{comment}", who=AUTHOR, response={204: None, **schemas.PROBLEMS}
)
def withdraw(request: HttpRequest, comment: CommentRef) -> Status[None]:
    """Takes one's own comment back, for good."""
    visit = visit_of(request)
    withdraw_comment(actor=visit.actor, comment_id=own_comment_at(visit, comment).id)
    return Status(204, None)


@operation(
    router,
    "PUT",
    "/comments/{comment}/vote",
    who=OTHERS,
    response={200: schemas.Tally, **schemas.PROBLEMS},
)
def vote(request: HttpRequest, comment: CommentRef, payload: schemas.NewVote) -> schemas.Tally:
    """Makes this one's vote on the comment; the same again changes nothing."""
    visit = visit_of(request)
    tally = cast_vote(
        actor=visit.actor,
        comment_id=comment_at(visit, comment).id,
        value=payload.value,
    )
    return schemas.Tally.model_validate({"up": tally.up, "down": tally.down, "own": tally.own})


@operation(
    router,
    "POST",
    "/comments/{comment}/reports",
    who=OTHERS,
    response={204: None, **schemas.PROBLEMS},
)
def report(request: HttpRequest, comment: CommentRef, payload: schemas.NewReport) -> Status[None]:
    """Reports a comment to the moderators."""
    visit = visit_of(request)
    report_comment(
        actor=visit.actor,
        comment_id=comment_at(visit, comment).id,
        reason=payload.reason,
        note=payload.note,
    )
    return Status(204, None)
