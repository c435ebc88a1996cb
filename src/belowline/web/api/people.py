"""Operations on people: read a profile, follow, mute, block."""

from django.http import HttpRequest, HttpResponse
from ninja import Router, Status
from pydantic import BaseModel, Field

from belowline.accounts.services.relationships import (
    block,
    follow_reader,
    mute,
    unblock,
    unfollow_reader,
    unmute,
)
from belowline.core.events import LISTS, PERSON, SITE
from belowline.discussion.queries.people import comments_by, number_of_comments
from belowline.web.api import schemas
from belowline.web.api.operation import operation
from belowline.web.api.parameters import After, PersonRef
from belowline.web.http.addresses import Shared
from belowline.web.http.lookup import profile_at
from belowline.web.http.shared import cacheable
from belowline.web.http.visit import visit_of
from belowline.web.http.who import EVERYBODY, READERS

router = Router(tags=["people"])


class Person(BaseModel):
    """What a reader shows of themselves."""

    id: schemas.Ref
    name: str
    picture: str = Field(description="Its address, 256 pixels wide; empty where none is shown.")
    badge: str = Field(description="A staff role at this publication, or empty.")
    badges: list[schemas.Badge] = Field(
        description="What stands beside the name here, a staff role first."
    )
    since: str | None = Field(description="Year and month (2026-03); null where not shown.")
    comment_count: int | None = Field(description="null where comments are not shown.")
    url: str


class PersonComments(BaseModel):
    """What a reader wrote, newest first."""

    comments: list[schemas.Comment]
    after: str | None = Field(description="The `after` of the next page; null on the last.")


@operation(
    router,
    "GET",
    "/people/{person}",
    who=EVERYBODY,
    shared=Shared((SITE, LISTS, PERSON)),
    response={200: Person, 404: schemas.Problem},
)
def read_person(request: HttpRequest, response: HttpResponse, person: PersonRef) -> Person:
    """A reader's profile."""
    visit = visit_of(request)
    found = profile_at(visit, person)
    publication_id = visit.publication.id
    number = number_of_comments(person_id=found.id, publication_id=publication_id)
    cacheable(response, publication_id=publication_id, people=[found.id], lists=True)
    return Person(
        id=found.ref,
        name=found.name,
        picture=schemas.picture_url(found.picture, visit.base_url, 256),
        badge=found.role,
        badges=list(found.badges),
        since=f"{found.joined_at:%Y-%m}" if found.shows_since else None,
        comment_count=number if found.shows_comments else None,
        url=f"{visit.base_url}/people/{found.ref}",
    )


@operation(
    router,
    "GET",
    "/people/{person}/comments",
    who=EVERYBODY,
    shared=Shared(
        (SITE, LISTS, PERSON),
        ("after",),
    ),
    response={200: PersonComments, 404: schemas.Problem, 422: schemas.Problem},
)
def read_comments_of(
    request: HttpRequest, response: HttpResponse, person: PersonRef, after: After = None
) -> PersonComments:
    """What this reader wrote here, 20 comments a page; nothing where they do not show it."""
    visit = visit_of(request)
    found = profile_at(visit, person)
    publication_id = visit.publication.id
    said = comments_by(person_id=found.id, publication_id=publication_id, after=after)
    cacheable(response, publication_id=publication_id, people=[found.id], lists=True)
    if not found.shows_comments:
        return PersonComments(comments=[], after=None)
    shown = [schemas.comment_out(comment, visit.base_url) for comment in said.comments]
    return PersonComments(comments=shown, after=said.after)


@operation(
    router, "PUT", "/people/{person}/follow", who=READERS, response={204: None, **schemas.PROBLEMS}
)
def follow_person(request: HttpRequest, person: PersonRef) -> Status[None]:
    """Has one told when this reader comments at the publication; twice changes nothing."""
    visit = visit_of(request)
    follow_reader(actor=visit.actor, person_id=profile_at(visit, person).id)
    return Status(204, None)


@operation(
    router,
    "DELETE",
    "/people/{person}/follow",
    who=READERS,
    response={204: None, **schemas.PROBLEMS},
)
def unfollow_person(request: HttpRequest, person: PersonRef) -> Status[None]:
    """Is told it no longer."""
    visit = visit_of(request)
    unfollow_reader(actor=visit.actor, person_id=profile_at(visit, person).id)
    return Status(204, None)


@operation(
    router, "PUT", "/people/{person}/mute", who=READERS, response={204: None, **schemas.PROBLEMS}
)
def mute_person(request: HttpRequest, person: PersonRef) -> Status[None]:
    """Has this reader's comments folded for oneself; twice changes nothing."""
    visit = visit_of(request)
    mute(actor=visit.actor, person_id=profile_at(visit, person).id)
    return Status(204, None)


@operation(
    router, "DELETE", "/people/{person}/mute", who=READERS, response={204: None, **schemas.PROBLEMS}
)
def unmute_person(request: HttpRequest, person: PersonRef) -> Status[None]:
    """Takes it back."""
    visit = visit_of(request)
    unmute(actor=visit.actor, person_id=profile_at(visit, person).id)
    return Status(204, None)


@operation(
    router, "PUT", "/people/{person}/block", who=READERS, response={204: None, **schemas.PROBLEMS}
)
def block_person(request: HttpRequest, person: PersonRef) -> Status[None]:
    """Has this reader's answers to oneself refused; twice changes nothing."""
    visit = visit_of(request)
    block(actor=visit.actor, person_id=profile_at(visit, person).id)
    return Status(204, None)


@operation(
    router,
    "DELETE",
    "/people/{person}/block",
    who=READERS,
    response={204: None, **schemas.PROBLEMS},
)
def unblock_person(request: HttpRequest, person: PersonRef) -> Status[None]:
    """Takes it back."""
    visit = visit_of(request)
    unblock(actor=visit.actor, person_id=profile_at(visit, person).id)
    return Status(204, None)
