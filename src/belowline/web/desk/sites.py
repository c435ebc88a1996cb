"""The desk's page about the publisher's other sites: which are shown here, and which show this."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.core.refusals import Refusal
from belowline.network.queries.sites import site_choices
from belowline.network.services.sites import link_sites, name_site
from belowline.web.http.addresses import address
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit, id_from
from belowline.web.http.who import ADMINISTRATORS


@address("desk/publication/sites", name="desk-sites", get=ADMINISTRATORS, post=ADMINISTRATORS)
def sites(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The other publications, each with what this one says of it."""
    refusal = None
    if request.method == "POST":
        try:
            _change(request, visit)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, gettext("Saved."))
            return HttpResponseRedirect(request.path)
    context = {
        "sites": site_choices(visit.publication.id),
        "refusal": refusal,
        "typed": request.POST.get("address", ""),
    }
    return render(request, "desk/sites.html", context, status=status_of(refusal))


def _change(request: HttpRequest, visit: Visit) -> None:
    if "address" in request.POST:
        name_site(actor=visit.actor, address=request.POST["address"])
        return
    link_sites(
        actor=visit.actor,
        shows={id_from(ref) for ref in request.POST.getlist("shows")},
        is_shown={id_from(ref) for ref in request.POST.getlist("is_shown")},
    )
