"""Where nothing is, but an article was: whoever comes by an old address is led to it."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from belowline.web.http.lookup import article_for
from belowline.web.http.refusals import wants_json
from belowline.web.http.visit import visit_if_any

_READS = frozenset({"GET", "HEAD"})


class OldAddresses:
    """Middleware that leads on from addresses of this site at which there is no page any more:
    from before a slug or a section changed, from the site that was moved here, from AMP copies.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Passes the request on, and looks for an article only where there is no page."""
        response = self._get_response(request)
        if response.status_code != HTTPStatus.NOT_FOUND or request.method not in _READS:
            return response
        path = _path_now(request)
        return HttpResponsePermanentRedirect(path) if path else response


def _path_now(request: HttpRequest) -> str | None:
    visit = visit_if_any(request)
    if visit is None or wants_json(request):
        return None
    asked = request.get_full_path()
    article = article_for(visit, visit.base_url + asked)
    return article.path if article and article.path != asked.partition("?")[0] else None
