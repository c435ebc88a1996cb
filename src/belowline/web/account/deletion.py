"""Where somebody ends the account, and where they keep it after all."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language, gettext

from belowline.accounts.queries.deletion_requests import administered_alone, deletion_request
from belowline.accounts.services.account_deletion import leave, stay
from belowline.core.refusals import Refusal
from belowline.newsroom.queries.publications import publication_names
from belowline.web.http.addresses import address
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit
from belowline.web.http.who import PROVEN, READERS

_PAGE = "/me/delete"


@address("me/delete", name="delete-account", get=READERS, post=PROVEN)
def delete_account(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The three ways to go, or, where one was chosen, when it happens and how to stay."""
    if request.method == "POST":
        confirmed: HttpResponse = _leave(request, visit)
        return confirmed
    return _page(request, visit)


@address("me/delete/keep", name="keep-account", post=READERS)
def keep_account(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Stays."""
    stay(actor=visit.actor)
    messages.success(request, gettext("You’re keeping your account. Nothing was deleted."))
    return HttpResponseRedirect("/me")


@reauthentication_required  # type: ignore[untyped-decorator]
def _leave(request: HttpRequest, visit: Visit) -> HttpResponse:
    try:
        leave(
            actor=visit.actor,
            choice=request.POST.get("choice", ""),
            language=get_language() or visit.publication.language,
            session_key=request.session.session_key or "",
            publications=publication_names(),
        )
    except Refusal as refusal:
        return _page(request, visit, refusal)
    return HttpResponseRedirect(_PAGE)


def _page(request: HttpRequest, visit: Visit, refusal: Refusal | None = None) -> HttpResponse:
    actor = visit.actor
    names = publication_names()
    context = {
        "planned": deletion_request(actor.id),
        "alone": ", ".join(sorted(names[it] for it in administered_alone(actor.id) if it in names)),
        "refusal": refusal,
    }
    status = status_of(refusal)
    response = render(request, "me/deletion.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response
