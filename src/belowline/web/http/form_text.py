"""What somebody wrote in a form that is refused, so that it can be shown to them again."""

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.http.request import RawPostDataException

_UNREADABLE = (SuspiciousOperation, MultiPartParserError, RawPostDataException, OSError)
"""What a form raises that is too large, cut off, or no form; some are subclasses of these."""


def written_text(request: HttpRequest) -> str:
    """The form's text or note; empty where there is none, or where it cannot be read."""
    try:
        sent = request.POST if request.method == "POST" else {}
        return sent.get("text") or sent.get("note") or ""
    except _UNREADABLE:
        return ""
