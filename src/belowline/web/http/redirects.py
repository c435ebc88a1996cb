"""Leads readers back to where they were, in the order and view in which they were reading."""

from urllib.parse import parse_qs, urlencode, urlsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def back_to(request: HttpRequest) -> str:
    """The query (`?order=…&view=…`, or nothing) of the page from which this request was sent."""
    sent_from = urlsplit(request.headers.get("Referer", ""))
    if sent_from.netloc != request.get_host():
        return ""
    asked = parse_qs(sent_from.query)
    kept: dict[str, object] = {key: asked[key][0] for key in ("order", "view") if key in asked}
    return f"?{urlencode(kept)}" if kept else ""


def is_own_path(path: str) -> bool:
    """Whether a browser that is sent there stays on this site."""
    return path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
