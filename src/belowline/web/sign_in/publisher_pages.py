"""Where publishers' pages send their readers: with a token, or in a pop-up."""

from allauth.account.app_settings import EmailVerificationMethod
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.accounts.services.sso.remote import give_code
from belowline.core.refusals import Invalid
from belowline.web.http.addresses import address
from belowline.web.http.redirects import is_own_path
from belowline.web.http.visit import Visit
from belowline.web.http.who import PUBLISHERS, READERS
from belowline.web.sign_in.publisher_tokens import (
    check_rate_limit,
    checked_origin,
    entered_by_token,
)

_LONGEST_STATE = 200


@address("sso", name="sso", post=PUBLISHERS)
def sso_login(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Logs in whom the token names, and leads to `next`, a page of this site."""
    entered = entered_by_token(request, request.POST.get("token", ""))
    to = request.POST.get("next", "")
    record_authentication(request, entered.person, method="publisher")
    login = Login(
        user=entered.person,
        email_verification=EmailVerificationMethod.NONE,
        redirect_url=to if is_own_path(to) else "/",
        signal_kwargs={"way": "publisher"} if entered.is_new else None,
        signup=entered.is_new,
    )
    response: HttpResponse = perform_login(request, login)
    response["Cache-Control"] = "no-store"
    return response


@address("sso/popup", name="sso-popup", get=PUBLISHERS, post=PUBLISHERS)
def popup(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The window that a publisher's page opened; its script fetches a code by POST and hands it
    to that page.

    This is the only page that keeps its opener (`Cross-Origin-Opener-Policy`); logging in happens
    in a window of its own (docs/decisions/0023-single-sign-on.md).
    """
    asked = request.POST if request.method == "POST" else request.GET
    origin = checked_origin(request, asked.get("origin", ""))
    if request.method == "POST":
        response: HttpResponse = JsonResponse({"code": _code(request, visit, origin)})
    else:
        state = request.GET.get("state", "")
        if len(state) > _LONGEST_STATE:
            raise Invalid(gettext("This address is too long."))
        viewer = visit.viewer
        context = {"origin": origin, "state": state, "reader": viewer.name if viewer else ""}
        response = render(request, "sign_in/sso_popup.html", context)
        response["Cross-Origin-Opener-Policy"] = "unsafe-none"
    response["Cache-Control"] = "no-store"
    return response


@address("sso/done", name="sso-done", get=READERS)
def done(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Where a login that was begun beside the pop-up ends; its script tells the pop-up."""
    return render(request, "sign_in/sso_done.html")


def _code(request: HttpRequest, visit: Visit, origin: str) -> str:
    actor = visit.actor
    check_rate_limit(request, origin)
    return give_code(person_id=actor.id, publication_id=visit.publication.id, origin=origin)
