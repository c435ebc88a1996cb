"""Keeps the pages of sign-in to what they are made for."""

import logging
from collections.abc import Callable

from allauth.socialaccount.models import SocialApp
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext

from belowline.core.refusals import Conflict, NotFound
from belowline.web.http.addresses import NO_STORE
from belowline.web.http.refusals import refusal_response
from belowline.web.sign_in.reauthentication import needs_proof, to_proof

_log = logging.getLogger(__name__)
_KNOWN = ("GET", "HEAD", "POST", "OPTIONS")


class AccountPages:
    """Middleware for what django-allauth leaves open.

    Its views take a PUT for a POST, and any other word for a GET; they break where somebody asks
    for a provider that is not configured; and they do not ask everybody who they are.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuses other methods below /accounts/; what is there is about oneself."""
        if request.path.startswith("/accounts/") and request.method not in _KNOWN:
            return HttpResponseNotAllowed(_KNOWN)
        response = self._get_response(request)
        if request.path.startswith("/accounts/"):
            response.headers.setdefault("Cache-Control", NO_STORE)
        return response

    def process_view(self, request: HttpRequest, *given: object) -> HttpResponse | None:
        """Asks whoever has no password and no second factor for a code before keys are changed."""
        del given
        return to_proof(request) if needs_proof(request) else None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Says that there is nothing where there is no such provider, and what to do where two
        have taken one name or address at the same moment, which no form can see coming.
        """
        if isinstance(exception, SocialApp.DoesNotExist):
            return refusal_response(
                request, NotFound(gettext("This login method isn’t available here."))
            )
        if isinstance(exception, IntegrityError) and request.path.startswith("/accounts/"):
            _log.warning("Two took the same at once at %s: %s", request.path, exception)
            return refusal_response(request, _taken_meanwhile())
        return None


def _taken_meanwhile() -> Conflict:
    return Conflict(
        gettext(
            "Someone else has just taken this name or email address. Please go back and try again."
        )
    )
