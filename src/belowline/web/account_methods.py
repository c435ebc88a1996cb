"""Keeps the pages of sign-in to the methods that they are made for."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

_KNOWN = ("GET", "HEAD", "POST", "OPTIONS")


class AccountMethods:
    """Middleware; django-allauth's views take a PUT for a POST, and any other word for a GET."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuses whatever else is asked of an address below /accounts/."""
        if request.path.startswith("/accounts/") and request.method not in _KNOWN:
            return HttpResponseNotAllowed(_KNOWN)
        return self._get_response(request)
