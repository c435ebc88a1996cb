"""The desk's page about how the publication looks."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.core.refusals import Refusal
from belowline.newsroom.look.contrast import pairs
from belowline.newsroom.look.tokens import COLOURS, MEASURES, PAGES, TYPEFACES, Look, look_of
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


def _parts(shown: Look) -> dict[str, str]:
    """What the form has, by the names of its fields."""
    colours = {
        f"{name}-{mode}": getattr(shades, mode)
        for name, shades in shown.colours.items()
        for mode in ("light", "dark")
    }
    return colours | {name: getattr(shown, name) for name in _CHOICES}


def _page(
    request: HttpRequest, visit: Visit, given: Mapping[str, str], refusal: Refusal | None = None
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
    }
    return render(request, "desk/look.html", context, status=status_of(refusal))
