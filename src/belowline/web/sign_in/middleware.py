"""Keeps the pages of sign-in to what they are made for."""

from collections.abc import Callable

from allauth.socialaccount.models import SocialApp
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext

from belowline.core.refusals import NotFound
from belowline.web.http.refusals import refusal_response
from belowline.web.sign_in.reauthentication import needs_proof, to_proof

_KNOWN = ("GET", "HEAD", "POST", "OPTIONS")


class AccountPages:
    """Middleware for what django-allauth leaves open.

    Its views take a PUT for a POST, and any other word for a GET; they break where somebody asks
    for a provider that is not configured; and they do not ask everybody who they are.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuses other methods below /accounts/."""
        if request.path.startswith("/accounts/") and request.method not in _KNOWN:
            return HttpResponseNotAllowed(_KNOWN)
        return self._get_response(request)

    def process_view(self, request: HttpRequest, *given: object) -> HttpResponse | None:
        """Asks whoever has no password and no second factor for a code before keys are changed."""
        del given
        return to_proof(request) if needs_proof(request) else None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Says that there is nothing where there is no such provider."""
        if isinstance(exception, SocialApp.DoesNotExist):
            return refusal_response(
                request, NotFound(gettext("This way to log in is not offered here."))
            )
        return None
