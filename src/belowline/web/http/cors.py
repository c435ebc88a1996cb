"""Lets pages of other origins ask the API: anybody what nobody in particular is told, and
publishers' listed origins what their readers do with a bearer token. Cookies never count.
"""

from collections.abc import Callable, Collection

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from belowline.web.http.visit import visit_of

_API = "/api/v1/"
_METHODS = "GET, POST, PUT, PATCH, DELETE"
_HEADERS = "Authorization, Content-Type, Idempotency-Key"
_SECONDS = 600


class CrossOrigin:
    """Middleware that says so in the words of the Fetch standard (CORS)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answers the questions that browsers ask before, and marks the other answers."""
        if not request.path.startswith(_API):
            return self._get_response(request)
        if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
            response = HttpResponse(status=204)
            response["Access-Control-Allow-Methods"] = _METHODS
            response["Access-Control-Allow-Headers"] = _HEADERS
            response["Access-Control-Max-Age"] = str(_SECONDS)
        else:
            response = self._get_response(request)
        if _is_for_everybody(request):
            response["Access-Control-Allow-Origin"] = "*"
            return response
        patch_vary_headers(response, ["Origin"])
        origin = request.headers.get("Origin", "")
        if origin and origin in _listed(request):
            response["Access-Control-Allow-Origin"] = origin
            response["Access-Control-Expose-Headers"] = "Retry-After"
        return response


def _is_for_everybody(request: HttpRequest) -> bool:
    """Whether this reads something and does not say who asks."""
    return (
        request.method in ("GET", "HEAD")
        and not request.COOKIES
        and "Authorization" not in request.headers
    )


def _listed(request: HttpRequest) -> Collection[str]:
    return visit_of(request).publication.call_origins
