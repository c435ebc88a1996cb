"""The desk's page about sections: their names, their order, new ones."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.core.refusals import Refusal
from belowline.newsroom.services.sections import (
    LONGEST_SECTION,
    add_section,
    move_section,
    remove_section,
    rename_section,
)
from belowline.web.http.addresses import address
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit, id_from
from belowline.web.http.who import ADMINISTRATORS

_PATH = "/desk/sections"
_MOVES = {"up": -1, "down": 1}


@address("desk/sections", name="desk-sections", get=ADMINISTRATORS, post=ADMINISTRATORS)
def sections(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The sections in their order, and the form that adds one."""
    if request.method == "GET":
        return _page(request)
    try:
        add_section(actor=visit.actor, name=request.POST.get("name", ""))
    except Refusal as refusal:
        return _page(request, refusal, name=request.POST.get("name", ""))
    messages.success(request, gettext("Saved."))
    return HttpResponseRedirect(_PATH)


@address("desk/sections/<ref:part>", name="desk-section", post=ADMINISTRATORS)
def section(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Renames, moves or removes one section; the button that was pressed says which."""
    actor, section_id = visit.actor, id_from(ref)
    move = _MOVES.get(request.POST.get("move", ""))
    try:
        if move is not None:
            move_section(actor=actor, section_id=section_id, places=move)
        elif "remove" in request.POST:
            remove_section(actor=actor, section_id=section_id)
        else:
            name = request.POST.get("name", "")
            rename_section(actor=actor, section_id=section_id, name=name)
    except Refusal as refusal:
        return _page(request, refusal, refused=ref, renamed=request.POST.get("name", ""))
    messages.success(request, gettext("Saved."))
    return HttpResponseRedirect(_PATH)


def _page(request: HttpRequest, refusal: Refusal | None = None, **typed: str) -> HttpResponse:
    context = {"refusal": refusal, "most": LONGEST_SECTION, **typed}
    return render(request, "desk/sections.html", context, status=status_of(refusal))
