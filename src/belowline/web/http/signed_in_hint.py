"""Tells the page's script who is logged in, by a cookie that it can read: only the name."""

from collections.abc import Callable
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from belowline.web.http.visit import HINT_COOKIE


class SignedInHint:
    """Middleware that keeps the hint in step with the session; readers never get it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Sets or deletes the cookie where it does not say what is true."""
        response = self._get_response(request)
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES or request.session.modified
        if has_session or HINT_COOKIE in request.COOKIES:
            name = quote(str(request.user)) if request.user.is_authenticated else ""
            if name and request.COOKIES.get(HINT_COOKIE) != name:
                response.set_cookie(
                    HINT_COOKIE,
                    name,
                    max_age=settings.SESSION_COOKIE_AGE,
                    secure=settings.SESSION_COOKIE_SECURE,
                    samesite="Lax",
                )
            elif not name and HINT_COOKIE in request.COOKIES:
                response.delete_cookie(HINT_COOKIE, samesite="Lax")
        return response
