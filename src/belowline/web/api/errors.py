"""Every error of the API leaves as problem details."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext, gettext_noop
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from belowline.core.refusals import Invalid, NotFound, Refusal, SignInNeeded
from belowline.web.http.refusals import problem_response

_Error = TypeVar("_Error", bound=Exception)

_WHY = {
    "missing": gettext_noop("%(field)s is missing."),
    "literal_error": gettext_noop("%(field)s must be one of these: %(expected)s."),
    "enum": gettext_noop("%(field)s must be one of these: %(expected)s."),
    "string_too_long": gettext_noop("%(field)s can have up to %(max_length)s characters."),
    "string_too_short": gettext_noop("%(field)s must have at least %(min_length)s characters."),
    "too_long": gettext_noop("%(field)s can have up to %(max_length)s entries."),
    "less_than_equal": gettext_noop("%(field)s must be at most %(le)s."),
    "greater_than_equal": gettext_noop("%(field)s must be at least %(ge)s."),
}
"""What Pydantic finds, by its name for it, in sentences that can be translated."""
_OTHERWISE = gettext_noop("%(field)s is not in the right format.")


def answer_errors(api: NinjaAPI) -> None:
    """Registers the handlers."""
    _answer(api, Refusal, _refused)
    _answer(api, ValidationError, _not_valid)
    _answer(api, AuthenticationError, _not_signed_in)
    _answer(api, HttpError, _not_readable)
    _answer(api, Http404, _not_found)


def _answer(
    api: NinjaAPI, kind: type[_Error], handler: Callable[[HttpRequest, _Error], HttpResponse]
) -> None:
    # Ninja's annotation asks for handlers that take the class as well, which it never gives them.
    untyped: Any = handler
    api.add_exception_handler(kind, untyped)


def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    del request
    return problem_response(refusal)


def _not_valid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    del request
    first: dict[str, Any] = error.errors[0] if error.errors else {"loc": (), "type": ""}
    where = [str(part) for part in first["loc"] if part not in ("body", "query", "path", "payload")]
    field = ".".join(where)
    why = _WHY.get(first["type"], _OTHERWISE)
    sentence = gettext(why) % {"field": field or gettext("The body"), **first.get("ctx", {})}
    return problem_response(Invalid(sentence, field=field or None))


def _not_signed_in(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    del request, error
    return problem_response(
        SignInNeeded(gettext("Please log in. The session cookie identifies you."))
    )


def _not_readable(request: HttpRequest, error: HttpError) -> HttpResponse:
    del request, error
    return problem_response(Invalid(gettext("The body can’t be read. Please send a JSON object.")))


def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    del request, error
    return problem_response(NotFound(gettext("Nothing found at this address.")))
