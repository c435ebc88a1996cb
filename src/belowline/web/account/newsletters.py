"""Newsletters without an account: subscribing by a form, confirming by the link that is mailed."""

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.audience.queries.issues import newest_issues
from belowline.audience.queries.mail_links import confirmed_by
from belowline.audience.queries.mailing_lists import (
    ListView,
    SubscriberView,
    mailing_lists,
    open_lists,
    subscriber_of,
)
from belowline.audience.services.mail_preferences import confirm_lists
from belowline.audience.services.subscribing import ask_to_subscribe, form_wording
from belowline.core.refusals import NotFound, Refusal
from belowline.web.http.addresses import address
from belowline.web.http.network import visitors_network
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit
from belowline.web.http.who import EVERYBODY

PRIVATE_PAGE = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
"""Headers of pages whose address lets somebody in: no cache keeps them, no link tells of them."""


@address("newsletters", name="newsletters", get=EVERYBODY, post=EVERYBODY)
def newsletters(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What can be subscribed to, and the form. Every address is answered alike."""
    publication = visit.publication
    if request.method == "GET":
        return _form(request, visit, list_refs=[request.GET.get("list", "")])
    refs, typed = request.POST.getlist("list"), request.POST.get("address", "")
    try:
        ask_to_subscribe(
            publication_id=publication.id,
            list_refs=refs,
            address=typed,
            wording=form_wording(publication.name),
            network=visitors_network(request),
        )
    except Refusal as refusal:
        return _form(request, visit, list_refs=refs, typed=typed, refusal=refusal)
    return HttpResponseRedirect("/newsletters/asked")


@address("newsletters/asked", name="newsletters-asked", get=EVERYBODY)
def asked(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Says that the mail has to be answered, whoever it was sent to."""
    del visit
    return render(request, "newsletters/asked.html")


@address(
    "newsletters/confirm/<str:asked>", name="newsletters-confirm", get=EVERYBODY, post=EVERYBODY
)
def confirm(request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    """What was asked for. Opening the page confirms nothing; a press does."""
    publication = visit.publication
    subscription_id = confirmed_by(token, publication_id=publication.id)
    subscriber = subscriber_at_link(visit, subscription_id)
    waiting = [it for it in mailing_lists(publication.id) if subscriber.is_asked(it.id)]
    button = gettext("Yes, send me these by email")
    if request.method == "POST" and subscription_id is not None:
        confirm_lists(
            publication_id=publication.id,
            subscription_id=subscription_id,
            list_refs=request.POST.getlist("list"),
            wording=f"{button}: {', '.join(it.name for it in waiting)}",
            network=visitors_network(request),
        )
        return HttpResponseRedirect(request.path)
    context = {
        "waiting": waiting,
        "confirmed": _on(subscriber, mailing_lists(publication.id)),
        "address": subscriber.address,
        "button": button,
    }
    return render_private(request, "newsletters/confirm.html", context)


def subscriber_at_link(visit: Visit, subscription_id: int | None) -> SubscriberView:
    """Whoever a mail's link is for. Raises NotFound where it is not good any more."""
    found = (
        subscriber_of(publication_id=visit.publication.id, subscription_id=subscription_id)
        if subscription_id is not None
        else None
    )
    if found is None:
        raise NotFound(gettext("This link has expired. You can subscribe again at any time."))
    return found


def render_private(request: HttpRequest, page: str, context: Mapping[str, object]) -> HttpResponse:
    """A page that only whoever has the mail may see."""
    response = render(request, page, context)
    for name, value in PRIVATE_PAGE.items():
        response[name] = value
    return response


def _on(subscriber: SubscriberView, lists: Sequence[ListView]) -> list[ListView]:
    return [it for it in lists if subscriber.is_on(it.id)]


def _form(
    request: HttpRequest,
    visit: Visit,
    *,
    list_refs: Sequence[str],
    typed: str = "",
    refusal: Refusal | None = None,
) -> HttpResponse:
    publication = visit.publication
    context = {
        "lists": open_lists(publication.id),
        "newest": newest_issues(publication.id),
        "chosen": list_refs,
        "typed": typed,
        "refusal": refusal,
        "wording": form_wording(publication.name),
    }
    return render(request, "newsletters/subscribe.html", context, status=status_of(refusal))
