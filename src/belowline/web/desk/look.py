"""The desk's page about how the publication looks: its logo, colours, typefaces and widths."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.core.refusals import Refusal
from belowline.newsroom.look.contrast import pairs
from belowline.newsroom.look.tokens import COLOURS, MEASURES, PAGES, TYPEFACES, Look, look_of
from belowline.newsroom.services.logo import remove_logo, set_logo
from belowline.newsroom.services.look import change_look, reset_look
from belowline.web.http.addresses import address
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit
from belowline.web.http.who import ADMINISTRATORS

_CHOICES = ("reading", "working", "measure", "page")


@address("desk/look", name="desk-look", get=ADMINISTRATORS, post=ADMINISTRATORS)
def look(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Colours, typefaces and widths."""
    if request.method == "GET":
        return _page(request, visit, _parts(visit.publication.look or Look()))
    if "standard" in request.POST:
        reset_look(actor=visit.actor)
        messages.success(request, gettext("The standard look is back."))
        return HttpResponseRedirect(request.path)
    given = {name: request.POST.get(name, "").strip().lower() for name in _parts(Look())}
    try:
        change_look(actor=visit.actor, given=given)
    except Refusal as refusal:
        return _page(request, visit, given, refusal)
    messages.success(request, gettext("Saved."))
    return HttpResponseRedirect(request.path)


@address("desk/look/logo", name="desk-logo", post=ADMINISTRATORS)
def logo(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Sets a logo, or takes it away."""
    mode, sent = request.POST.get("mode", ""), request.FILES.get("logo")
    try:
        if "remove" in request.POST:
            remove_logo(actor=visit.actor, mode=mode)
        else:
            set_logo(actor=visit.actor, mode=mode, data=sent.read() if sent else b"")
    except Refusal as refusal:
        return _page(request, visit, _parts(visit.publication.look or Look()), refusal, mode)
    messages.success(request, gettext("Saved."))
    return HttpResponseRedirect("/desk/look#logo")


def _parts(shown: Look) -> dict[str, str]:
    """What the form has, by the names of its fields."""
    colours = {
        f"{name}-{mode}": getattr(shades, mode)
        for name, shades in shown.colours.items()
        for mode in ("light", "dark")
    }
    return colours | {name: getattr(shown, name) for name in _CHOICES}


def _page(
    request: HttpRequest,
    visit: Visit,
    given: Mapping[str, str],
    refusal: Refusal | None = None,
    mode: str = "",
) -> HttpResponse:
    context = {
        "given": given,
        "refusal": refusal,
        "colours": list(COLOURS),
        "typefaces": TYPEFACES,
        "measures": MEASURES,
        "pages": PAGES,
        "failing": [pair for pair in pairs(look_of(given)) if not pair.passes],
        "is_standard": visit.publication.look is None,
        "logos": {"light": visit.publication.logo, "dark": visit.publication.dark_logo},
        "refused_logo": mode,
    }
    return render(request, "desk/look.html", context, status=status_of(refusal))
