"""The desk's page about incidents: one press begins one, one press ends it."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.core.refusals import Refusal
from belowline.moderation.services.incidents import begin_incident, end_incident
from belowline.web.desk.incident_stories import story_choices
from belowline.web.desk.shown_incidents import shown_incidents
from belowline.web.http.addresses import address
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit, id_from
from belowline.web.http.who import EDITORS

_USUAL = {"hours": "3", "does": "all", "slow_minutes": "", "note": "", "find": ""}
"""What one press begins where nothing else was chosen."""


@address("desk/incidents", name="desk-incidents", get=EDITORS, post=EDITORS)
def all_(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What goes on, and the form that begins another. Asked with what was typed so far, it is the
    form with that and with the articles that `find` leads to.
    """
    sent = request.GET if request.method == "GET" else request.POST
    words: dict[str, Any] = {name: sent.get(name, usual).strip() for name, usual in _USUAL.items()}
    words |= {name: sent.getlist(name) for name in ("sections", "stories")}
    if request.method == "GET":
        return _page(request, visit, words)
    try:
        begin_incident(
            actor=visit.actor,
            sections=words["sections"],
            stories=words["stories"],
            hours=_number(words["hours"]),
            does=words["does"],
            slow_minutes=_number(words["slow_minutes"] or "0"),
            note=words["note"],
        )
    except Refusal as refusal:
        return _page(request, visit, words, refusal)
    messages.success(request, gettext("The incident has begun."))
    return HttpResponseRedirect(request.path)


@address("desk/incidents/<ref:incident>/end", name="desk-incident-end", post=EDITORS)
def end(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Ends it."""
    end_incident(actor=visit.actor, incident_id=id_from(ref))
    messages.success(request, gettext("The incident is over."))
    return HttpResponseRedirect("/desk/incidents")


def _page(
    request: HttpRequest, visit: Visit, words: Mapping[str, Any], refusal: Refusal | None = None
) -> HttpResponse:
    shown = {
        "incidents": shown_incidents(visit),
        "words": words,
        "stories": story_choices(visit, words["stories"], words["find"]),
        "refusal": refusal,
    }
    return render(request, "desk/incidents.html", shown, status=status_of(refusal))


def _number(typed: str) -> int:  # -1 is refused
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else -1
