"""Refuses forged requests by where the browser says they come from, so that no page needs a token.

A page that carries a token is different for every reader and needs a cookie before sign-in. What
browsers say themselves is enough: `Sec-Fetch-Site` (W3C Fetch Metadata) or, in those that do not
send it, `Origin` (RFC 6454). See docs/decisions/0003-no-csrf-token.md.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from belowline.core.refusals import NotAllowed
from belowline.web.http.refusals import refusal_response
from belowline.web.http.visit import OWN_PAGES, has_authorization, visit_of

_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_OTHERS_MAY_POST = frozenset({"/accounts/apple/login/callback/", "/sso"})
"""Where a page of another site sends a form by design; what it carries is checked there."""


class CrossSiteRefusal:
    """Middleware in the place of Django's CsrfViewMiddleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Passes on what the site's own pages sent, and whatever changes nothing."""
        if (
            request.method not in _SAFE
            and request.path not in _OTHERS_MAY_POST
            and not comes_from_here(request)
            and not comes_from_publisher(request)
        ):
            return refusal_response(request, _from_elsewhere())
        # The request is checked; decorators of libraries need not ask for a token as well.
        request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
        return self._get_response(request)


def comes_from_publisher(request: HttpRequest) -> bool:
    """Whether a page at a publisher's listed origin asks the API in a way that needs no cookie.

    It either shows a bearer token, by which alone it is judged (http/visit.py), or asks for one
    with what was handed to it.
    """
    asks_for_one = (request.method, request.path) == ("POST", "/api/v1/session")
    if not asks_for_one and not has_authorization(request):
        return False
    origins = visit_of(request).publication.call_origins
    return request.headers.get("Origin", "") in origins


def comes_from_here(request: HttpRequest) -> bool:
    """Whether a request that changes something was made by a page of this very origin.

    A request with neither header does not come from a browser's page; it is let through only
    without a session cookie, which is what a forged request would need.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in OWN_PAGES
    origin = request.headers.get("Origin")
    if origin is not None:
        own = f"{'https' if request.is_secure() else 'http'}://{request.get_host()}"
        return urlsplit(origin)._replace(path="", query="", fragment="").geturl() == own
    return not request.COOKIES


def _from_elsewhere() -> NotAllowed:
    return NotAllowed(
        gettext(
            "Your browser says this came from another site, so nothing was done. "
            "Please go back, reload the page and try again."
        )
    )
