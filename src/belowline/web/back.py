"""Keeps readers where they were reading."""

from urllib.parse import parse_qs, urlencode, urlsplit

from django.http import HttpRequest


def back_to(request: HttpRequest) -> str:
    """The query (`?order=…&view=…`, or nothing) of the page from which this request was sent."""
    sent_from = urlsplit(request.headers.get("Referer", ""))
    if sent_from.netloc != request.get_host():
        return ""
    asked = parse_qs(sent_from.query)
    kept: dict[str, object] = {key: asked[key][0] for key in ("order", "view") if key in asked}
    return f"?{urlencode(kept)}" if kept else ""


def local_page(path: str) -> str:
    """The path, if it is one of this very site; else nothing."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) else ""
