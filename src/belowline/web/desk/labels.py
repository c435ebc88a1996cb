"""The desk's pages about the labels for comments: their order, their names, who sees them."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.core.refusals import NotFound, Refusal
from belowline.moderation.queries.labels import LabelView, label_at, labels
from belowline.moderation.queries.reason_words import languages_of
from belowline.moderation.services.label_list import (
    LONGEST_NAME,
    add_label,
    change_label,
    move_label,
    retire_label,
)
from belowline.web.http.addresses import address
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit
from belowline.web.http.who import EDITORS

_PATH = "/desk/labels"
_MOVES = {"up": -1, "down": 1}


@address("desk/labels", name="desk-labels", get=EDITORS, post=EDITORS)
def listed(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The labels in their order, and the form that adds one."""
    if request.method == "GET":
        return _page(request, visit)
    try:
        add_label(actor=visit.actor, names=_names(request, visit), is_shown="shown" in request.POST)
    except Refusal as refusal:
        return _page(request, visit, refusal=refusal)
    return _saved(request)


@address("desk/labels/<name:label>", name="desk-label", get=EDITORS, post=EDITORS)
def edited(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    """Names, moves or retires one; the button that was pressed says which."""
    found = label_at(code, publication_id=visit.publication.id)
    if found is None:
        raise NotFound(gettext("This label does not exist."))
    if request.method == "GET":
        return _page(request, visit, found)
    actor, move = visit.actor, _MOVES.get(request.POST.get("move", ""))
    try:
        if move is not None:
            move_label(actor=actor, code=code, places=move)
        elif "retire" in request.POST or "offer" in request.POST:
            retire_label(actor=actor, code=code, is_retired="retire" in request.POST)
        else:
            names, is_shown = _names(request, visit), "shown" in request.POST
            change_label(actor=actor, code=code, names=names, is_shown=is_shown)
    except Refusal as refusal:
        return _page(request, visit, found, refusal=refusal)
    return _saved(request)


def _saved(request: HttpRequest) -> HttpResponse:
    messages.success(request, gettext("Saved."))
    return HttpResponseRedirect(_PATH)


def _page(
    request: HttpRequest,
    visit: Visit,
    chosen: LabelView | None = None,
    *,
    refusal: Refusal | None = None,
) -> HttpResponse:
    known = labels(visit.publication.id)
    languages = languages_of(visit.publication.language)
    kept = {it: chosen.said(it) for it in languages} if chosen else {}
    context = {
        "live": [it for it in known if not it.is_retired],
        "retired": [it for it in known if it.is_retired],
        "chosen": chosen,
        "worded_in": languages,
        "home": visit.publication.language,
        "names": _names(request, visit) if refusal else kept,
        "is_shown": "shown" in request.POST if refusal else chosen is not None and chosen.is_shown,
        "most": LONGEST_NAME,
        "refusal": refusal,
    }
    return render(request, "desk/labels.html", context, status=status_of(refusal))


def _names(request: HttpRequest, visit: Visit) -> Mapping[str, str]:
    return {
        it: request.POST.get(f"name-{it}", "") for it in languages_of(visit.publication.language)
    }
