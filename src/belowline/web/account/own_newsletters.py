"""The newsletters of one's account, and those that still go to the address that it had before."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.audience.queries.mailing_lists import lists_sent_to, mailing_lists, own_address
from belowline.audience.services.mail_preferences import choose_own_lists, move_lists
from belowline.core.refusals import Refusal
from belowline.web.account.newsletters import PRIVATE_PAGE
from belowline.web.http.addresses import address
from belowline.web.http.former_address import forget_former_address, former_address
from belowline.web.http.network import visitors_network
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit
from belowline.web.http.who import READERS


@address("me/newsletters", name="my-newsletters", get=READERS, post=READERS)
def mine(request: HttpRequest, visit: Visit) -> HttpResponse:
    """All newsletters, with those that are sent to the account's address ticked."""
    if request.method == "GET":
        return _page(request, visit)
    try:
        choose_own_lists(
            actor=visit.actor,
            list_refs=request.POST.getlist("list"),
            wording=gettext("Save"),
            network=visitors_network(request),
        )
    except Refusal as refusal:
        return _page(request, visit, refusal)
    return _done(request, gettext("Saved."))


@address("me/newsletters/move", name="move-newsletters", post=READERS)
def move(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Has what goes to the former address sent to the new one, or leaves it where it is.

    A second press finds nothing to do.
    """
    before = former_address(request)
    if before and "keep" not in request.POST:
        try:
            move_lists(
                actor=visit.actor,
                before=before,
                wording=gettext("Send them to my new address"),
                network=visitors_network(request),
            )
        except Refusal as refusal:
            return _page(request, visit, refusal)
    forget_former_address(request)
    return _done(request, gettext("Saved."))


def _done(request: HttpRequest, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return HttpResponseRedirect("/me/newsletters")


def _page(request: HttpRequest, visit: Visit, refusal: Refusal | None = None) -> HttpResponse:
    publication_id, before = visit.publication.id, former_address(request)
    own = own_address(visit.actor.id)
    on = {it.id for it in lists_sent_to(publication_id, own)}
    every = mailing_lists(publication_id)
    context = {
        "rows": [(it, it.id in on) for it in every if it.is_open or it.id in on],
        "address": own,
        "before": before,
        "left": lists_sent_to(publication_id, before) if before else [],
        "refusal": refusal,
    }
    response = render(request, "me/newsletters.html", context, status=status_of(refusal))
    for name, value in PRIVATE_PAGE.items():
        response[name] = value
    return response
