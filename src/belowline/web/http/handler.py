"""Django's handler as the server runs it: it tries reads once more, and remembers addresses."""

from http import HTTPStatus

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import ResolverMatch

from belowline.web.http.views_at_paths import view_at

_READS = frozenset({"GET", "HEAD"})


class Handler(WSGIHandler):
    """After a restart of the database each thread holds a connection that is gone; whoever only
    reads need not hear of it. A write is never tried again.
    """

    def resolve_request(self, request: HttpRequest) -> ResolverMatch:
        """The view at the request's path. Raises Resolver404. Of django's BaseHandler."""
        request.resolver_match = view_at(request.path_info)
        return request.resolver_match

    def get_response(self, request: HttpRequest) -> HttpResponseBase:
        """The answer; to a read the second one, where the first found no database."""
        response = super().get_response(request)
        if response.status_code != HTTPStatus.SERVICE_UNAVAILABLE:
            return response
        connection.close()  # it is gone, or was opened while the file could only be read
        if request.method not in _READS:
            return response
        response.close()
        return super().get_response(self.request_class(request.META))
