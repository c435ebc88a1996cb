"""OpenID Connect with a nonce: an ID token is taken only for the login that asked for it."""

import logging
import secrets
from typing import Any

from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

_log = logging.getLogger(__name__)


class NoncedOpenIDProvider(OpenIDConnectProvider):
    """Sends a nonce along, kept in the session with the state (OpenID Connect Core, 3.1.2.1)."""

    package = "allauth.socialaccount.providers.openid_connect"

    def redirect(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Sends the reader to the provider, with a nonce of this login alone."""
        nonce = secrets.token_urlsafe(32)
        asked = kwargs.pop("auth_params", None) or self.get_auth_params()
        answer: HttpResponse = super().redirect(
            request, *args, auth_params={**asked, "nonce": nonce}, nonce=nonce, **kwargs
        )
        return answer


def check_id_token(login: Any) -> None:
    """Compares an ID token with the login that asked for it (OpenID Connect Core, 3.1.3.7).

    Raises:
        PermissionDenied: there is no token, it was made for another login, or its issuer is not
            exactly the one that is configured, but for a slash at its end.

    """
    token = login.account.extra_data.get("id_token", {})
    app = login.provider.app
    if token.get("iss", "").rstrip("/") != app.settings["server_url"]:
        _refuse(app.name, "its issuer is not the one of BELOWLINE_OPENID_PROVIDERS")
    if not constant_time_compare(token.get("nonce", ""), login.state["nonce"]):
        _refuse(app.name, "its nonce is not the one of this login")


def _refuse(provider: str, reason: str) -> None:
    _log.warning("An ID token of %s was refused: %s.", provider, reason)
    raise PermissionDenied
