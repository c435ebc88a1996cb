"""Logins of readers on a publisher's own pages: begun with a code or a token, and ended."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from ninja import Router, Status
from pydantic import BaseModel, Field

from belowline.accounts.queries.people import actor
from belowline.accounts.services.signups import announce_signup
from belowline.accounts.services.sso.remote import (
    begin_remote_session,
    end_remote_session,
    take_code,
)
from belowline.accounts.services.sso.verification import LONGEST
from belowline.core.ids import encode
from belowline.core.refusals import Invalid, NotAllowed
from belowline.web.api import schemas
from belowline.web.api.operation import operation
from belowline.web.http.visit import bearer_of, visit_of
from belowline.web.http.who import BEARERS, PUBLISHERS
from belowline.web.sign_in.publisher_tokens import (
    check_rate_limit,
    entered_by_token,
    publishers_origin,
)

router = Router(tags=["session"])


class NewSession(BaseModel):
    """What the page was handed: either of the two."""

    code: str | None = Field(None, max_length=100, description="From the pop-up; good for 60 s.")
    token: str | None = Field(
        None, max_length=LONGEST, description="The publisher's own signed token (JWT)."
    )


class RemoteSession(BaseModel):
    """A login that needs no cookie: `Authorization: Bearer` and the token."""

    token: str
    expires_at: datetime
    id: schemas.Ref
    name: str


@operation(
    router, "POST", "/session", who=PUBLISHERS, response={201: RemoteSession, **schemas.PROBLEMS}
)
def begin(
    request: HttpRequest, response: HttpResponse, payload: NewSession
) -> Status[RemoteSession]:
    """Logs a reader in on a publisher's page, which has to be at an origin that is listed."""
    visit = visit_of(request)
    response["Cache-Control"] = "no-store"
    origin = publishers_origin(request)
    publication_id = visit.publication.id
    if (payload.code is None) == (payload.token is None):
        raise Invalid(gettext("Please send either a code or a token."))
    if payload.token is not None:
        person_id = _entered(request, payload.token)
    else:
        check_rate_limit(request, origin)
        person_id = take_code(code=payload.code or "", publication_id=publication_id, origin=origin)
    found = actor(person_id=person_id, publication_id=publication_id)
    if found is None:
        raise NotAllowed(gettext("This account is closed."))
    token, ends_at = begin_remote_session(
        person_id=person_id, publication_id=publication_id, origin=origin
    )
    given = RemoteSession(token=token, expires_at=ends_at, id=encode(found.id), name=found.name)
    return Status(201, given)


@operation(router, "DELETE", "/session", who=BEARERS, response={204: None, **schemas.PROBLEMS})
def end(request: HttpRequest) -> Status[None]:
    """Ends the login whose token is shown."""
    end_remote_session(token=bearer_of(request))
    return Status(204, None)


def _entered(request: HttpRequest, token: str) -> int:
    visit = visit_of(request)
    entered = entered_by_token(request, token)
    if entered.is_new:
        announce_signup(
            person_id=entered.person.pk,
            publication_id=visit.publication.id,
            way="publisher",
        )
    return entered.person.pk
