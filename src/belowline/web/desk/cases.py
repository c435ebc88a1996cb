"""What a moderator does with a case: decides, undoes, passes it on, leaves a note, takes it."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext

from belowline.core.refusals import Invalid, NotFound, Refusal
from belowline.moderation.queries.case_cards import CaseCard
from belowline.moderation.queries.queues import Queue, case_of_decision
from belowline.moderation.services.breaks import needs_break
from belowline.moderation.services.case_work import (
    assign_case,
    claim_case,
    escalate_case,
    note_on_case,
    release_case,
)
from belowline.moderation.services.decisions import (
    hide_comment,
    hold_comment,
    keep_comment,
    publish_comment,
    remove_comment,
    restore_comment,
)
from belowline.moderation.services.undoing import undo_decision
from belowline.web.desk.decisions import seen_version
from belowline.web.desk.queue_choices import choice_at
from belowline.web.desk.queues import case_at, claimant_line, decision_line, refused_case
from belowline.web.http.addresses import address
from belowline.web.http.refusals import wants_json
from belowline.web.http.visit import Visit, id_from
from belowline.web.http.who import MODERATORS

_WORDS = ("reason", "clause", "explanation", "note")
_WITH_A_NOTE = {
    "keep": keep_comment,
    "hold": hold_comment,
    "publish": publish_comment,
    "restore": restore_comment,
}


@address("desk/cases/<ref:case>/decide", name="case-decide", post=MODERATORS)
def decide(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Decides on the comment; `act` says what."""
    found = case_at(visit, ref)

    def act(words: Mapping[str, str]) -> None:
        chosen = request.POST.get("act", "")
        actor, at, version = visit.actor, found.comment_id, seen_version(request)
        if chosen == "remove":
            remove_comment(actor=actor, comment_id=at, version=version, **words)
        elif chosen == "hide":
            hide_comment(actor=actor, comment_id=at, version=version, **words)
        elif chosen in _WITH_A_NOTE:
            act_on = _WITH_A_NOTE[chosen]
            act_on(actor=actor, comment_id=at, version=version, note=words["note"])
        else:
            raise Invalid(gettext("Please choose what to do."))

    return done_with_case(request, visit, found, act)


@address("desk/decisions/<ref:decision>/undo", name="decision-undo", post=MODERATORS)
def undo(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Takes a decision back, if it is still the last one on its comment."""
    decision_id = id_from(ref)
    card = case_of_decision(publication_id=visit.publication.id, decision_id=decision_id)
    if card is None:
        raise NotFound(gettext("This decision does not exist."))

    def act(_: Mapping[str, str]) -> None:
        undo_decision(actor=visit.actor, comment_id=card.comment_id, decision_id=decision_id)

    return done_with_case(request, visit, card, act)


@address("desk/cases/<ref:case>/escalate", name="case-escalate", post=MODERATORS)
def escalate(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Passes the case on to an editor."""
    found = case_at(visit, ref)

    def act(words: Mapping[str, str]) -> None:
        escalate_case(actor=visit.actor, case_id=found.id, note=words["note"])

    return done_with_case(request, visit, found, act)


@address("desk/cases/<ref:case>/note", name="case-note", post=MODERATORS)
def note(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Leaves a note for the other moderators."""
    found = case_at(visit, ref)

    def act(words: Mapping[str, str]) -> None:
        note_on_case(actor=visit.actor, case_id=found.id, text=words["note"])

    return done_with_case(request, visit, found, act)


@address("desk/cases/<ref:case>/assign", name="case-assign", post=MODERATORS)
def assign(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Gives the case to one of the staff, or to nobody in particular."""
    found = case_at(visit, ref)
    assignee = request.POST.get("assignee", "")

    def act(_: Mapping[str, str]) -> None:
        person_id = id_from(assignee) if assignee else None
        assign_case(actor=visit.actor, case_id=found.id, person_id=person_id)

    return done_with_case(request, visit, found, act)


@address("desk/cases/<ref:case>/claim", name="case-claim", post=MODERATORS)
def claim(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Takes the case for three minutes, or tells who has it."""
    found = case_at(visit, ref)
    other = claim_case(actor=visit.actor, case_id=found.id)
    return JsonResponse({"claimant": claimant_line(case_at(visit, ref)) if other else ""})


@address("desk/cases/<ref:case>/release", name="case-release", post=MODERATORS)
def release(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Gives the case back."""
    release_case(actor=visit.actor, case_id=case_at(visit, ref).id)
    return JsonResponse({})


def done_with_case(
    request: HttpRequest, visit: Visit, found: CaseCard, act: Callable[[Mapping[str, str]], None]
) -> HttpResponse:
    """Does it to a case, and says what came of it: to a script in its own words, else on the page
    of its queue.

    After a refusal the page is shown again with the words that were entered.
    """
    words = {name: request.POST.get(name, "") for name in _WORDS}
    queue = choice_at(visit, request.POST.get("queue", Queue.NOW))
    if wants_json(request):
        act(words)
        return JsonResponse(
            {**_told(case_at(visit, found.ref)), "rest": _rest(request, visit, found)}
        )
    try:
        act(words)
    except Refusal as refusal:
        return refused_case(request, visit, found, refusal, words)
    now = case_at(visit, found.ref)
    messages.success(request, decision_line(now) or gettext("Saved."))
    if rest := _rest(request, visit, found):
        messages.info(request, rest)
    return HttpResponseRedirect(f"/desk/cases/{found.ref}?queue={queue.key}")


def _rest(request: HttpRequest, visit: Visit, before: CaseCard) -> str:
    """Suggests a break after one hard comment too many; mostly says nothing."""
    if "act" not in request.POST or not before.worst or not needs_break(actor=visit.actor):
        return ""
    return gettext("That was a lot of hard comments within an hour. How about a short break?")


def _told(case: CaseCard) -> dict[str, object]:
    return {
        "is_open": case.is_open,
        "line": decision_line(case),
        "decision": case.decision_ref,
        "assignee": case.assignee,
    }
