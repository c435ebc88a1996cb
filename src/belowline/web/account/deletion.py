"""Where somebody ends the account, and where they keep it after all."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST

from belowline.accounts.queries.deletion_requests import administered_alone, deletion_request
from belowline.accounts.services.account_deletion import leave, stay
from belowline.core.refusals import Refusal
from belowline.newsroom.queries.publications import publication_names
from belowline.web.http.actors import actor_of, publication_of

_PAGE = "/me/delete"


@require_http_methods(["GET", "POST"])
def delete_account(request: HttpRequest) -> HttpResponse:
    """The three ways to go, or, where one was chosen, when it happens and how to stay."""
    actor_of(request)
    if request.method == "POST":
        confirmed: HttpResponse = _leave(request)
        return confirmed
    return _page(request)


@require_POST
def keep_account(request: HttpRequest) -> HttpResponse:
    """Stays."""
    stay(actor=actor_of(request))
    messages.success(request, gettext("Your account stays. Nothing was deleted."))
    return HttpResponseRedirect("/me")


@reauthentication_required  # type: ignore[untyped-decorator]
def _leave(request: HttpRequest) -> HttpResponse:
    try:
        leave(
            actor=actor_of(request),
            choice=request.POST.get("choice", ""),
            language=get_language() or publication_of(request).language,
            session_key=request.session.session_key or "",
            publications=publication_names(),
        )
    except Refusal as refusal:
        return _page(request, refusal)
    return HttpResponseRedirect(_PAGE)


def _page(request: HttpRequest, refusal: Refusal | None = None) -> HttpResponse:
    actor = actor_of(request)
    names = publication_names()
    context = {
        "planned": deletion_request(actor.id),
        "alone": ", ".join(sorted(names[it] for it in administered_alone(actor.id) if it in names)),
        "refusal": refusal,
    }
    status = refusal.status if refusal else 200
    response = render(request, "me/deletion.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response
