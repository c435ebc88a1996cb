"""What an address is sent, changed by the link of a mail: without a login, and nothing else."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext

from belowline.audience.queries.mail_links import left_by, preferences_of
from belowline.audience.queries.mailing_lists import list_of_subscription, mailing_lists
from belowline.audience.services.mail_preferences import (
    choose_lists,
    leave_list,
    never_write_again,
)
from belowline.core.refusals import NotFound
from belowline.web.account.newsletters import render_private, subscriber_at_link
from belowline.web.http.addresses import address
from belowline.web.http.network import visitors_network
from belowline.web.http.visit import Visit
from belowline.web.http.who import EVERYBODY


@address(
    "newsletters/mine/<str:preferences>",
    name="newsletters-mine",
    get=EVERYBODY,
    post=EVERYBODY,
)
def mine(request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    """All newsletters, with those that are sent to this address ticked."""
    publication_id = visit.publication.id
    subscription_id = preferences_of(token, publication_id=publication_id)
    subscriber = subscriber_at_link(visit, subscription_id)
    if request.method == "POST" and subscription_id is not None:
        if "never" in request.POST:
            never_write_again(publication_id=publication_id, subscription_id=subscription_id)
        else:
            choose_lists(
                publication_id=publication_id,
                subscription_id=subscription_id,
                list_refs=request.POST.getlist("list"),
                wording=gettext("Save"),
                network=visitors_network(request),
            )
        return HttpResponseRedirect(f"{request.path}?saved")
    every = mailing_lists(publication_id)
    rows = [(it, subscriber.is_on(it.id)) for it in every if it.is_open or subscriber.is_on(it.id)]
    context = {"rows": rows, "address": subscriber.address, "is_saved": "saved" in request.GET}
    return render_private(request, "newsletters/mine.html", context)


@address(
    "newsletters/leave/<str:preferences>",
    name="newsletters-leave",
    get=EVERYBODY,
    post=EVERYBODY,
)
def leave(request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    """Ends one subscription by a press, or by a mail program's POST (RFC 8058), in one step.

    Opening it ends nothing: programs that look for malware open every link.
    """
    publication_id = visit.publication.id
    subscription_id = left_by(token, publication_id=publication_id)
    found = (
        list_of_subscription(publication_id=publication_id, subscription_id=subscription_id)
        if subscription_id is not None
        else None
    )
    if subscription_id is None or found is None:
        raise NotFound(gettext("This link has expired. You can subscribe again at any time."))
    if request.method == "POST":
        one_click = request.POST.get("List-Unsubscribe") == "One-Click"
        leave_list(
            publication_id=publication_id,
            subscription_id=subscription_id,
            way="one-click" if one_click else "page",
        )
    subscriber = subscriber_at_link(visit, subscription_id)
    context = {"list": found, "is_on": subscriber.is_on(found.id), "token": token}
    return render_private(request, "newsletters/leave.html", context)
