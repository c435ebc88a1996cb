"""Turns refusals into answers: a page for people, problem details (RFC 9457) for programs."""

import logging
import sys
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import SuspiciousOperation, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from belowline.core.database_faults import is_away
from belowline.core.refusals import Invalid, NotFound, Refusal, SignInNeeded, TooLarge, TooMany
from belowline.web.http.form_text import written_text
from belowline.web.http.redirects import is_own_path
from belowline.web.http.statuses import status_of

PROBLEM = "application/problem+json"

_log = logging.getLogger(__name__)


class NoSuchMethod(Refusal):
    """The address exists; what was asked of it does not."""

    code = "no-such-method"
    title = gettext_noop("Not possible here")


class SecondFactorNeeded(Refusal):
    """Needs two-step login; `at` names where that is done."""

    code = "second-factor-needed"
    title = gettext_noop("One more step")

    def __init__(self, sentence: str, *, at: str) -> None:
        super().__init__(sentence)
        self.at = at


class Fault(Refusal):
    """Something broke on this side."""

    code = "fault"
    title = gettext_noop("Something went wrong on our side")


class Unavailable(Refusal):
    """What the site stands on does not answer at the moment; `retry_after` is in seconds."""

    code = "unavailable"
    title = gettext_noop("Back in a moment")
    retry_after = 5


class CutOff(Refusal):
    """The connection ended before all had come, so nothing of it was done."""

    code = "cut-off"
    title = gettext_noop("Upload interrupted")


class TooSlow(Refusal):
    """What was sent did not come in time, so nothing of it was done."""

    code = "too-slow"
    title = gettext_noop("Upload too slow")


class RefusalPages:
    """Middleware that answers the refusals which views let through, and what none should see."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Passes the request on; a method that the API does not know is a problem as well."""
        try:
            _check_readable(request)
        except Refusal as refusal:
            return refusal_response(request, refusal)
        response = self._get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and wants_json(request):
            problem = problem_response(
                NoSuchMethod(gettext("This address doesn’t support this method."))
            )
            problem["Allow"] = response.headers.get("Allow", "")
            return problem
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answers a refusal and a database that is away; anything else is a fault."""
        if isinstance(exception, TooManyFieldsSent):
            exception = _too_many_fields()
        if isinstance(exception, Refusal):
            return refusal_response(request, exception)
        if is_away(exception):
            _log.error("%s %s found no database", request.method, request.path, exc_info=exception)
            return unavailable_response(request)
        return None


def refusal_response(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The answer to a refused request, in the form that whoever asked can read."""
    if wants_json(request):
        return problem_response(refusal)
    if isinstance(refusal, SignInNeeded):
        back = request.get_full_path() if request.method == "GET" else _page_before(request)
        return HttpResponseRedirect(f"{reverse('account_login')}?next={quote(back)}")
    if isinstance(refusal, SecondFactorNeeded):
        back = request.get_full_path() if request.method == "GET" else reverse("desk-home")
        return HttpResponseRedirect(f"{reverse(refusal.at)}?next={quote(back)}")
    context = {"refusal": refusal, "written": written_text(request)}
    response = render(request, "http/refusal.html", context, status=status_of(refusal))
    return _with_headers(response, refusal)


def problem_response(refusal: Refusal) -> JsonResponse:
    """The refusal as problem details."""
    problem = {
        "type": "about:blank",
        "title": gettext(refusal.title),
        "status": status_of(refusal),
        "code": refusal.code,
        "detail": refusal.sentence,
    }
    if refusal.field:
        problem["field"] = refusal.field
    response = JsonResponse(problem, status=status_of(refusal), content_type=PROBLEM)
    _with_headers(response, refusal)
    return response


def wants_json(request: HttpRequest) -> bool:
    """Whether the client is a program: the API, or a script of ours that asks for JSON."""
    return request.path.startswith("/api/") or request.accepts("text/html") is False


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler for addresses that lead nowhere."""
    del exception
    return refusal_response(request, NotFound(gettext("There is no page at this address.")))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler for requests that it cannot trust, such as those for a foreign host."""
    del request, exception
    words = gettext("We can’t handle this request. Please check the address and try again.")
    return HttpResponse(f"{words}\n", content_type="text/plain; charset=utf-8", status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler for faults; it asks nothing of the database, which may be what broke."""
    if is_away(sys.exc_info()[1]):
        return unavailable_response(request)
    fault = Fault(
        gettext("The error has been logged. Go back to find your text still in your browser.")
    )
    return _plain_response(request, fault)


def refused_at_the_door(request: HttpRequest, code: str) -> HttpResponse:
    """Refuses what has not been read, by the refusal's code; it asks nothing of the database."""
    if code == CutOff.code:
        sentence = gettext(
            "The connection was lost before everything arrived, so nothing was "
            "done. Please send it again."
        )
        return _plain_response(request, CutOff(sentence))
    if code == TooSlow.code:
        sentence = gettext("Your upload took too long, so nothing was done. Please send it again.")
        return _plain_response(request, TooSlow(sentence))
    if code == TooMany.code:
        sentence = gettext("We are very busy right now. Please try again in a moment.")
        return _plain_response(request, TooMany(sentence, retry_after=Unavailable.retry_after))
    return unavailable_response(request)


def unavailable_response(request: HttpRequest) -> HttpResponse:
    """Says that the database does not answer, asking it nothing; a text can be sent once more.

    Nothing is tried again here: whether a write that broke off was carried out is not known.
    """
    away = Unavailable(gettext("The site can’t reach its database. Please try again in a moment."))
    if wants_json(request):
        return problem_response(away)
    kept = _words_of(request)
    given = {"refusal": away, "publication": None, "path": request.get_full_path(), "kept": kept}
    page = render_to_string("http/unavailable.html", given)
    return _with_headers(HttpResponse(page, status=status_of(away)), away)


def _words_of(request: HttpRequest) -> list[tuple[str, str]]:
    """What a form of this site sent, if there is a text in it that somebody wrote."""
    try:
        sent = request.POST.dict()
    except (SuspiciousOperation, MultiPartParserError):
        return []
    return [(name, str(value)) for name, value in sent.items()] if "text" in sent else []


def _plain_response(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The refusal, on a page that needs no database."""
    if wants_json(request):
        return problem_response(refusal)
    page = render_to_string("http/refusal.html", {"refusal": refusal, "publication": None})
    return _with_headers(HttpResponse(page, status=status_of(refusal)), refusal)


def _check_readable(request: HttpRequest) -> None:
    if "\0" in request.path:
        raise NotFound(gettext("There is no page at this address."))
    if "%00" in request.META.get("QUERY_STRING", ""):
        raise Invalid(gettext("This address contains a character that isn’t allowed."))
    if request.META.get("QUERY_STRING", "").count("&") >= settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:
        raise _too_many_fields()
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isdecimal() and int(length) > _largest(request.path):
        raise TooLarge(gettext("This is too much to send at once. Please send less."))


def _too_many_fields() -> TooLarge:
    return TooLarge(gettext("This has too many fields. Please send fewer."))


def _largest(path: str) -> int:
    """Bytes that may be sent to this path."""
    return int(settings.LARGER_BODIES.get(path, settings.DATA_UPLOAD_MAX_MEMORY_SIZE))


def _page_before(request: HttpRequest) -> str:
    back = request.POST.get("back", "")
    return back if is_own_path(back) else "/"


def _with_headers(response: HttpResponse, refusal: Refusal) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    if isinstance(refusal, TooMany | Unavailable):
        response["Retry-After"] = str(refusal.retry_after)
    return response
