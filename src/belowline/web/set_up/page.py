"""The page that sets an empty installation up; every other address says that it is to be done."""

import re
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from allauth.account.internal.flows.login import record_authentication
from django.conf.locale import LANG_INFO
from django.contrib.auth import get_user_model, login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.translation import get_language, gettext

from belowline.core.refusals import Invalid, NotAllowed, NotFound, Refusal
from belowline.newsroom.queries.publications import publication_by_id
from belowline.newsroom.queries.set_up import is_good_code
from belowline.newsroom.services.set_up import Founded, set_up
from belowline.web.http.cross_site import comes_from_here
from belowline.web.http.statuses import status_of

_PATH = re.compile(r"/set-up/([\w-]{1,64})", re.ASCII)
_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
_FIELDS = ("name", "language", "time_zone", "address", "person", "email", "password")
_OF_FIELD = {"url": "address", "host": "address", "slug": "name"}
"""Which field of the page a refusal is about that names one of the publication."""


def before_founding(request: HttpRequest) -> HttpResponse:
    """The page of whoever has the code that the server printed; a plain sentence for all others."""
    found = _PATH.fullmatch(request.path)
    if found is None:
        return _plain(
            gettext("This site has not been set up yet. The server’s output says where to do it."),
            503,
        )
    if request.method == "POST":
        return _done(request, found[1])
    if not is_good_code(found[1]):
        return _plain(gettext("This set-up link has expired, or has been used."), 404)
    return _page({**dict.fromkeys(_FIELDS, ""), **_guesses(request)})


def _done(request: HttpRequest, code: str) -> HttpResponse:
    given = {name: request.POST.get(name, "").strip() for name in _FIELDS}
    given["password"] = request.POST.get("password", "")
    try:
        if not comes_from_here(request):
            raise NotAllowed(gettext("This form came from another site, so nothing was done."))
        made = set_up(code=code, **given)
    except NotFound as refusal:
        return _plain(refusal.sentence, status_of(refusal))
    except Refusal as refusal:
        field = refusal.field or "name"
        told = Invalid(refusal.sentence, field=_OF_FIELD.get(field, field))
        return _page(given, told)
    return _welcome(request, made)


def _welcome(request: HttpRequest, made: Founded) -> HttpResponse:
    """Leads on to the desk: at once where the publication is here, otherwise where it is."""
    publication = publication_by_id(made.publication_id)
    if publication is None:
        raise NotFound(gettext("There is no page at this address."))
    if urlsplit(publication.base_url).netloc != request.get_host():
        page = render_to_string("set_up/done.html", {"publication": publication})
        return _kept_by_nobody(HttpResponse(page))
    person = get_user_model().objects.get(pk=made.person_id)
    login(request, person, backend=_BACKEND)
    record_authentication(request, person, "password", email=person.email)
    return HttpResponseRedirect("/desk/")


def _page(given: dict[str, str], refusal: Refusal | None = None) -> HttpResponse:
    context = {
        "given": given,
        "refusal": refusal,
        "language_choices": sorted(
            (info["name_local"], code) for code, info in LANG_INFO.items() if "name_local" in info
        ),
        "zones": sorted(available_timezones()),
        "publication": None,
    }
    page = render_to_string("set_up/page.html", context)
    return _kept_by_nobody(HttpResponse(page, status=status_of(refusal)))


def _guesses(request: HttpRequest) -> dict[str, str]:
    """What is probably right: the page's own address and language."""
    scheme = "https" if request.is_secure() else "http"
    language = get_language() or "en"
    return {"address": f"{scheme}://{request.get_host()}", "language": language, "time_zone": "UTC"}


def _plain(words: str, status: int) -> HttpResponse:
    response = HttpResponse(f"{words}\n", content_type="text/plain; charset=utf-8", status=status)
    return _kept_by_nobody(response)


def _kept_by_nobody(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response
