"""Operations on notifications: read them, count and mark them, say how much of a thread."""

from datetime import datetime
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Query, Router, Status
from pydantic import BaseModel, Field

from belowline.audience.queries.notification_sentences import sentence_of
from belowline.audience.queries.notifications import (
    MOST_COUNTED,
    NotificationView,
    notifications,
    unseen_notifications,
)
from belowline.audience.services.notifications import mark_seen
from belowline.core.ids import encode
from belowline.discussion.queries.following import level_of
from belowline.discussion.services.follows import choose_level
from belowline.web.api import schemas
from belowline.web.api.operation import operation
from belowline.web.api.parameters import ThreadRef
from belowline.web.http.lookup import thread_at
from belowline.web.http.visit import id_from, visit_of
from belowline.web.http.who import READERS

router = Router(tags=["notifications"])
NotificationAfter = Annotated[
    str | None, Query(description="The `after` of the page before; nothing for the first.")
]


class Notification(BaseModel):
    """One thing that a reader is told; replies to one comment within ten minutes are one."""

    id: schemas.Ref
    kind: Literal[
        "reply", "quote", "mention", "news", "person", "picked", "removed", "restored", "published"
    ] = Field(
        description="`news` is of a thread that one follows, `person` a comment by somebody whom "
        "one follows; the last four are what was decided on a comment of one’s own."
    )
    sentence: str = Field(description="What has happened, in the reader's language.")
    at: datetime
    is_seen: bool
    is_folded: bool = Field(description="A mention by a new account: shown apart, counted nowhere.")
    names: list[str] = Field(description="Up to three people, the newest first.")
    others: int = Field(description="How many more people there are.")
    new: int = Field(description="Comments of a thread one follows that one has not seen.")
    thread: schemas.Ref
    comment: schemas.Ref = Field(description="The newest comment that tells it.")
    about: schemas.Ref | None = Field(description="One's own comment that is answered.")
    headline: str
    url: str


class NotificationPage(BaseModel):
    """Notifications, the newest first."""

    notifications: list[Notification]
    after: str | None = Field(description="The cursor of the next page; null on the last.")


class Unseen(BaseModel):
    """How many notifications one has not seen."""

    unseen: int = Field(description=f"{MOST_COUNTED} at the most.")


class Seen(BaseModel):
    """Up to which notification everything is seen."""

    up_to: schemas.Ref | None = Field(None, description="Nothing, or null: all.")


class Level(BaseModel):
    """How much one hears of a thread."""

    level: Literal["everything", "answers", "page", "nothing"] = Field(
        description="`everything` is following; `answers` to oneself is where nothing was said; "
        "`page` is these on pages only.",
        examples=["page"],
    )


@operation(
    router,
    "GET",
    "/notifications",
    who=READERS,
    response={200: NotificationPage, **schemas.PROBLEMS},
)
def read_notifications(request: HttpRequest, after: NotificationAfter = None) -> NotificationPage:
    """One's notifications at the publication, the newest first; reading them here marks none."""
    visit = visit_of(request)
    page = notifications(
        person_id=visit.actor.id,
        publication_id=visit.publication.id,
        before=id_from(after) if after else None,
    )
    shown = sorted([*page.shown, *page.folded], key=lambda it: it.id, reverse=True)
    return NotificationPage(
        notifications=[_out(it, visit.base_url) for it in shown], after=page.before
    )


@operation(
    router, "GET", "/notifications/unseen", who=READERS, response={200: Unseen, **schemas.PROBLEMS}
)
def count_unseen(request: HttpRequest) -> Unseen:
    """How many there are that one has not seen; those that are folded are not counted."""
    visit = visit_of(request)
    found = unseen_notifications(person_id=visit.actor.id, publication_id=visit.publication.id)
    return Unseen(unseen=len(found))


@operation(
    router, "PUT", "/notifications/seen", who=READERS, response={204: None, **schemas.PROBLEMS}
)
def see(request: HttpRequest, sent: Seen) -> Status[None]:
    """Marks those up to this one as seen, or all; twice changes nothing."""
    up_to = id_from(sent.up_to) if sent.up_to else None
    mark_seen(actor=visit_of(request).actor, up_to=up_to)
    return Status(204, None)


@operation(
    router,
    "GET",
    "/threads/{thread}/level",
    who=READERS,
    response={200: Level, **schemas.PROBLEMS},
)
def read_level(request: HttpRequest, thread: ThreadRef) -> Level:
    """How much one hears of the thread."""
    visit = visit_of(request)
    found = level_of(person_id=visit.actor.id, thread=thread_at(visit, thread))
    return Level.model_validate({"level": found})


@operation(
    router,
    "PUT",
    "/threads/{thread}/level",
    who=READERS,
    response={204: None, **schemas.PROBLEMS},
)
def set_level(request: HttpRequest, thread: ThreadRef, sent: Level) -> Status[None]:
    """Says how much one wants to hear of the thread; twice changes nothing."""
    visit = visit_of(request)
    choose_level(actor=visit.actor, thread_id=thread_at(visit, thread).id, level=sent.level)
    return Status(204, None)


def _out(it: NotificationView, base_url: str) -> Notification:
    return Notification.model_validate(
        {
            "id": encode(it.id),
            "kind": it.kind,
            "sentence": sentence_of(it),
            "at": it.at,
            "is_seen": it.is_seen,
            "is_folded": it.is_folded,
            "names": it.names,
            "others": it.others,
            "new": it.new,
            "thread": it.comment.thread_ref,
            "comment": it.comment.ref,
            "about": it.about.ref if it.about else None,
            "headline": it.article.headline,
            "url": base_url + it.path,
        }
    )
