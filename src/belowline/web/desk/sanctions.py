"""What a moderator does about a person: from the person's page, and from a case by its key."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext

from belowline.core.ids import encode
from belowline.core.refusals import Conflict, NotFound, Refusal
from belowline.discussion.queries.comments import comments_with_hidden_text
from belowline.moderation.queries.person_file import person_of_decision
from belowline.moderation.services.grounds import Grounds
from belowline.moderation.services.person_notes import note_on_person
from belowline.moderation.services.sanctions import (
    decide_on_person,
    lift_measure,
    undo_person_decision,
)
from belowline.web.desk.cases import done_with_case
from belowline.web.desk.person import WORDS, person_page
from belowline.web.desk.queues import case_at
from belowline.web.http.addresses import address
from belowline.web.http.lookup import profile_at
from belowline.web.http.visit import Visit, id_from
from belowline.web.http.who import MODERATORS


@address("desk/people/<ref:person>/decide", name="person-decide", post=MODERATORS)
def decide(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Decides about a person."""
    person_id = profile_at(visit, ref).id

    def act() -> None:
        _decide(request, visit, person_id, request.POST.get("outcome", ""), None)

    return _done(request, visit, ref, act)


@address("desk/people/<ref:person>/note", name="person-note", post=MODERATORS)
def note(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Leaves a note about a person for the other moderators."""
    person_id = profile_at(visit, ref).id

    def act() -> None:
        note_on_person(actor=visit.actor, person_id=person_id, text=request.POST.get("note", ""))

    return _done(request, visit, ref, act)


@address("desk/measures/<ref:measure>/undo", name="measure-undo", post=MODERATORS)
def undo(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Takes a decision about a person back, as if it had not been made."""
    decision_id = id_from(ref)

    def act() -> None:
        undo_person_decision(actor=visit.actor, decision_id=decision_id)

    return _done(request, visit, _person_of(visit, decision_id), act)


@address("desk/measures/<ref:measure>/lift", name="measure-lift", post=MODERATORS)
def lift(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Ends what a decision keeps from a person."""
    decision_id = id_from(ref)

    def act() -> None:
        lift_measure(actor=visit.actor, decision_id=decision_id, note=request.POST.get("note", ""))

    return _done(request, visit, _person_of(visit, decision_id), act)


@address("desk/cases/<ref:case>/warn", name="case-warn", post=MODERATORS)
def warn(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Warns, or reminds, the writer of the case's comment; the comment stays as it is."""
    found = case_at(visit, ref)
    (comment,) = comments_with_hidden_text([found.comment_id])

    def act(_: Mapping[str, str]) -> None:
        if comment.author_id is None or not comment.has_profile:
            raise Conflict(gettext("Written without an account here."))
        outcome = "reminded" if request.POST.get("outcome") == "reminded" else "warned"
        _decide(request, visit, comment.author_id, outcome, comment.id)

    return done_with_case(request, visit, found, act)


def _decide(
    request: HttpRequest, visit: Visit, person_id: int, outcome: str, occasion_id: int | None
) -> None:
    words = {name: request.POST.get(name, "") for name in WORDS}
    decide_on_person(
        actor=visit.actor,
        person_id=person_id,
        outcome=outcome,
        grounds=Grounds(
            reason=words["reason"], explanation=words["explanation"], note=words["note"]
        ),
        days=words["days"],
        occasion_id=occasion_id,
        is_confirmed="confirmed" in request.POST,
    )


def _person_of(visit: Visit, decision_id: int) -> str:
    found = person_of_decision(publication_id=visit.publication.id, decision_id=decision_id)
    if found is None:
        raise NotFound(gettext("This decision does not exist."))
    return encode(found)


def _done(request: HttpRequest, visit: Visit, ref: str, act: Callable[[], None]) -> HttpResponse:
    """Does it and leads back to the person's page, which after a refusal has what was entered."""
    try:
        act()
    except Refusal as refusal:
        return person_page(request, visit, profile_at(visit, ref), refusal)
    messages.success(request, gettext("Saved."))
    return HttpResponseRedirect(f"/desk/people/{ref}")
