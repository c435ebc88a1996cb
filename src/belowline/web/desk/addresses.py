"""The desk's page about the addresses that lead to an article."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.core.refusals import Refusal
from belowline.newsroom.queries.article_addresses import addresses_of
from belowline.newsroom.services.article_addresses import add_address, remove_address
from belowline.web.desk.story import story_at
from belowline.web.http.addresses import address
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit, id_from
from belowline.web.http.who import EDITORS


@address(
    "desk/stories/<ref:story>/addresses", name="desk-story-addresses", get=EDITORS, post=EDITORS
)
def addresses(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Lists them, and adds one elsewhere."""
    found = story_at(visit, ref)
    url, refusal = request.POST.get("url", ""), None
    if request.method == "POST":
        try:
            add_address(actor=visit.actor, article_id=found.id, url=url)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, gettext("Saved."))
            return HttpResponseRedirect(request.path)
    listed = addresses_of(publication_id=visit.publication.id, article_id=found.id)
    context = {"story": found, "addresses": listed, "url_typed": url, "refusal": refusal}
    return render(request, "desk/addresses.html", context, status=status_of(refusal))


@address(
    "desk/stories/<ref:story>/addresses/<ref:place>/remove",
    name="desk-story-address-remove",
    post=EDITORS,
)
def remove(request: HttpRequest, visit: Visit, ref: str, place: str) -> HttpResponse:
    """Takes an address elsewhere from the article."""
    found = story_at(visit, ref)
    remove_address(actor=visit.actor, article_id=found.id, address_id=id_from(place))
    messages.success(request, gettext("Removed."))
    return HttpResponseRedirect(f"/desk/stories/{ref}/addresses")
