"""The security headers of every answer."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from belowline.web.http.shared import DEPENDS
from belowline.web.http.visit import visit_if_any

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "manifest-src 'self'",
        "connect-src 'self'",
        " ".join(("form-action 'self'", *settings.FORMS_LEAD_TO)),
        "frame-ancestors {frames}",
        "base-uri 'none'",
    )
)
"""`{frames}`: whose pages may show this one in a frame."""

DATA_SECURITY_POLICY = "default-src 'none'; frame-ancestors 'none'"
"""Of what is no page: whoever has it shown as one nevertheless gets nothing run."""


class SecurityHeaders:
    """Middleware that adds them; a view that has set one itself keeps it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Adds the headers to the answer."""
        response = self._get_response(request)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        if settings.SECURE_HSTS_SECONDS:
            lasting = f"max-age={settings.SECURE_HSTS_SECONDS}"
            response.headers.setdefault("Strict-Transport-Security", lasting)
        if not response.headers.get("Content-Type", "text/html").startswith("text/html"):
            response.headers.setdefault("Content-Security-Policy", DATA_SECURITY_POLICY)
            return response
        policy = CONTENT_SECURITY_POLICY.format(frames=_frames(request, response))
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        return response


def _frames(request: HttpRequest, response: HttpResponse) -> str:
    """Only pages that are the same for everybody can be framed, where the publication says so."""
    visit = visit_if_any(request)
    if visit is None or DEPENDS not in response.headers or not visit.publication.frame_origins:
        return "'none'"
    return " ".join(visit.publication.frame_origins)
