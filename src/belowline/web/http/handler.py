"""Django's handler as the server runs it: it tries reads once more, remembers addresses, spares
what is made for everybody what only people need, and lets go of a request with its answer.
"""

from collections.abc import Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIHandler
from django.db import close_old_connections, connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import ResolverMatch, set_script_prefix
from django.utils.module_loading import import_string

from belowline.delivery.page_maker import FOR_EVERYBODY
from belowline.web.http.views_at_paths import view_at

if TYPE_CHECKING:
    from wsgiref.types import StartResponse

_READS = frozenset({"GET", "HEAD"})


class Handler(WSGIHandler):
    """After a restart of the database each thread holds a connection that is gone; whoever only
    reads need not hear of it. A write is never tried again.

    Django's middlewares give each request objects that hold the request (its user, its session):
    such circles are found only by looking through all there is, which stopped every thread for
    25 ms a second while pages were made. So a request holds nothing once its answer is sent.
    """

    def __call__(  # type: ignore[override]
        self, environ: dict[str, Any], start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """The answer (PEP 3333). Django's signals tell all who listen that a request begins and
        ends; of what is made for everybody the database alone needs to know.
        """
        if FOR_EVERYBODY not in environ:
            whole: Iterable[bytes] = super().__call__(environ, start_response)
            return whole
        close_old_connections()
        set_script_prefix("/")
        response = self.get_response(self.request_class(environ))
        start_response(f"{response.status_code} {response.reason_phrase}", [*response.items()])
        parts = list(response)
        for close in response._resource_closers:  # type: ignore[attr-defined]
            close()
        return parts

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: FBT001, FBT002 - Django's
        """Makes two chains of middlewares. Of django's BaseHandler."""
        super().load_middleware(is_async)
        alone: Any = self  # Django's stubs leave out what it is made of
        for_one = alone._middleware_chain
        for_all = convert_exception_to_response(alone._get_response)
        for name in reversed(settings.SHARED_MIDDLEWARE):
            for_all = convert_exception_to_response(import_string(name)(for_all))
        alone._middleware_chain = lambda request: (
            for_all(request) if FOR_EVERYBODY in request.META else for_one(request)
        )

    def resolve_request(self, request: HttpRequest) -> ResolverMatch:
        """The view at the request's path. Raises Resolver404. Of django's BaseHandler."""
        request.resolver_match = view_at(request.path_info)
        return request.resolver_match

    def get_response(self, request: HttpRequest) -> HttpResponseBase:
        """The answer; to a read the second one, where the first found no database."""
        response = self._answer(request)
        if response.status_code != HTTPStatus.SERVICE_UNAVAILABLE:
            return response
        connection.close()  # it is gone, or was opened while the file could only be read
        if request.method not in _READS:
            return response
        again = self.request_class(request.META)
        response.close()
        return self._answer(again)

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        response = super().get_response(request)
        # Where Django itself puts what closes the request's files.
        response._resource_closers.append(request.__dict__.clear)  # type: ignore[attr-defined]
        return response
