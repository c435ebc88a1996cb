"""Tells whose session a request to the API belongs to."""

from django.conf import settings
from django.http import HttpRequest
from ninja.security import APIKeyCookie

from belowline.accounts.queries.people import Actor
from belowline.web.visitor import viewer_of


class Session(APIKeyCookie):
    """The site's own session cookie. Forged requests are refused before (web/cross_site.py)."""

    param_name = settings.SESSION_COOKIE_NAME

    def __init__(self) -> None:
        super().__init__(csrf=False)

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """Whoever is logged in."""
        del key
        return viewer_of(request)
