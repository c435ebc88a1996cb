"""Tells whose session a request to the API belongs to."""

from django.conf import settings
from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer

from belowline.accounts.queries.people import Actor
from belowline.web.http.visit import visit_of


class Session(APIKeyCookie):
    """The site's own session cookie; forged requests are refused before (http/cross_site.py)."""

    param_name = settings.SESSION_COOKIE_NAME

    def __init__(self) -> None:
        super().__init__(csrf=False)

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """Whoever is logged in."""
        del key
        return visit_of(request).viewer


class Bearer(HttpBearer):
    """A token that `POST /api/v1/session` gave to a publisher's page."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """Whose token it is."""
        del token
        return visit_of(request).viewer


BEARER = Bearer()
SIGNED_IN = [Session(), BEARER]
"""Either of them; where a token is shown, it alone counts."""
