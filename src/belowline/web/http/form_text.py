"""What somebody wrote in a form that is refused, so that it can be shown to them again."""

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.http.request import RawPostDataException

_UNREADABLE = (SuspiciousOperation, MultiPartParserError, RawPostDataException, OSError)
"""What a form raises that is too large, cut off, or no form; some are subclasses of these."""


def written_text(request: HttpRequest) -> str:
    """The text of the form; empty where there is none, or where it cannot be read."""
    try:
        return request.POST.get("text", "") if request.method == "POST" else ""
    except _UNREADABLE:
        return ""
