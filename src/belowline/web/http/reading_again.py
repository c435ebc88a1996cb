"""Tries a read once more whose connection to the database was lost on the way."""

from functools import lru_cache
from http import HTTPStatus

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import ResolverMatch, get_resolver

_READS = frozenset({"GET", "HEAD"})
_LONGEST = 300
"""Characters of a path of which it is remembered what is there."""


class ReadingAgain(WSGIHandler):
    """Django's handler. After a restart of the database each thread holds a connection that is
    gone; whoever only reads need not hear of it. A write is never tried again.

    What is at a path is remembered: a page is made again far more often than it is new.
    """

    def resolve_request(self, request: HttpRequest) -> ResolverMatch:
        """The view at the request's path. Raises Resolver404."""
        path = request.path_info
        match = _at(path) if len(path) <= _LONGEST else get_resolver().resolve(path)
        request.resolver_match = match
        return match

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


@lru_cache(maxsize=128)
def _at(path: str) -> ResolverMatch:
    return get_resolver().resolve(path)
