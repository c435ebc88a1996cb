"""Asks those who have no password and no second factor who they are, by a code to their address.

django-allauth takes whoever has neither (they came by Facebook, say) at their session's word.
Whoever came by a publisher's account and has no address logs in there once more instead.
"""

import time
from urllib.parse import quote

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext

from belowline.accounts.services.limited_acts import count_proof_code
from belowline.core.refusals import Invalid
from belowline.web.http.addresses import address
from belowline.web.http.redirects import is_own_path
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit
from belowline.web.http.who import READERS
from belowline.web.sign_in.typed import plain_code

SENSITIVE = frozenset(
    {
        "account_email",
        "account_set_password",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "socialaccount_connections",
        "usersessions_list",
    }
)
"""Names of the addresses at which the keys to an account are changed."""
_WHEN_SENT = frozenset({"delete-account"})
"""Those that everybody logged in may look at, and that ask once something is sent."""
_KEPT = "proof_by_code"
_LASTS = 300
_CODE_LASTS = 600
_TRIES = 3


def needs_proof(request: HttpRequest) -> bool:
    """Whether this person, at this address, has to type a code first."""
    match = request.resolver_match
    asks = SENSITIVE if request.method == "GET" else SENSITIVE | _WHEN_SENT
    if match is None or match.url_name not in asks or not request.user.is_authenticated:
        return False
    if get_reauthentication_flows(request.user):
        return False
    shown = get_authentication_records(request, request.user)
    good = "code" if getattr(request.user, "email", "") else "publisher"
    return not any(it["method"] == good and time.time() - it["at"] < _LASTS for it in shown)


def to_proof(request: HttpRequest) -> HttpResponse:
    """Leads to the code, and back from there."""
    back = request.get_full_path() if request.method == "GET" else request.path
    return HttpResponseRedirect(f"{reverse('proof-by-code')}?next={quote(back)}")


@address("accounts/proof/", name="proof-by-code", get=READERS, post=READERS)
def proof_by_code(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Sends the code, and takes it."""
    actor = visit.actor
    back = request.POST.get("next") or request.GET.get("next", "")
    back = back if is_own_path(back) else reverse("me")
    if not getattr(request.user, "email", ""):
        return render(request, "sign_in/reauthenticate_at_publisher.html", {"back": back})
    kept = request.session.get(_KEPT)
    if kept is None or time.time() - kept["at"] > _CODE_LASTS or "again" in request.POST:
        _send(request, actor.id)
        return _page(request, back)
    if request.method == "GET":
        return _page(request, back)
    if not _fits(request.POST.get("code", ""), kept["code"]):
        return _refused(request, back)
    del request.session[_KEPT]
    record_authentication(request, request.user, "code", reauthenticated=True)
    return HttpResponseRedirect(back)


def _send(request: HttpRequest, person_id: int) -> None:
    count_proof_code(person_id=person_id)
    adapter = get_adapter(request)
    code = adapter.generate_login_code()
    request.session[_KEPT] = {"code": code, "at": time.time(), "tries": 0}
    address = getattr(request.user, "email", "")
    adapter.send_mail("account/email/login_code", address, {"code": code})


def _fits(typed: str, code: str) -> bool:
    return constant_time_compare(plain_code(typed), plain_code(code))


def _refused(request: HttpRequest, back: str) -> HttpResponse:
    kept = request.session[_KEPT]
    kept["tries"] += 1
    request.session.modified = True
    if kept["tries"] >= _TRIES:
        del request.session[_KEPT]
        sentence = gettext(
            "You’ve entered a wrong code three times. Please request another code below."
        )
    else:
        sentence = gettext("This isn’t the code we sent.")
    return _page(request, back, Invalid(sentence, field="code"))


def _page(request: HttpRequest, back: str, refusal: Invalid | None = None) -> HttpResponse:
    context = {"email": getattr(request.user, "email", ""), "back": back, "refusal": refusal}
    status = status_of(refusal)
    response = render(request, "sign_in/reauthenticate_by_code.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response
