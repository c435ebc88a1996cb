"""For whom a form was opened: what one person wrote is not sent as another who logged in since.

A form says it in the hidden field `reader`, a script of ours in a header; both by the name that
the page showed. What was opened by nobody may be sent by whoever has logged in to send it.
"""

from collections.abc import Callable
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from belowline.core.refusals import Conflict, Refusal
from belowline.web.http.refusals import refusal_response
from belowline.web.http.visit import Visit, visit_if_any

READER_HEADER = "Belowline-Reader"
READER_FIELD = "reader"


class AnotherReader(Conflict):
    """Another reader is logged in now than when this was written."""

    code = "another-reader"


class WrittenFor:
    """Middleware that refuses what a page of ours sent for somebody else; after the visit's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Passes on whatever does not say for whom it was opened, or says so rightly."""
        visit = visit_if_any(request)
        opened_for = unquote(request.headers.get(READER_HEADER, ""))
        if visit is not None and opened_for:
            try:
                check_reader(visit, opened_for)
            except Refusal as refusal:
                return refusal_response(request, refusal)
        return self._get_response(request)


def check_form(request: HttpRequest, visit: Visit) -> None:
    """Checks for whom the form was opened that has been sent. Raises AnotherReader."""
    check_reader(visit, request.POST.get(READER_FIELD, ""))


def check_reader(visit: Visit, opened_for: str) -> None:
    """Checks that nobody else is logged in than whom it was opened for. Raises AnotherReader."""
    viewer = visit.viewer
    if viewer is None or not opened_for or viewer.name == opened_for:
        return
    raise AnotherReader(
        gettext(
            "You wrote this as %(then)s but are now logged in as %(now)s, so "
            "nothing was sent. To send it, log in as %(then)s again."
        )
        % {"now": viewer.name, "then": opened_for}
    )
