"""The accounts from elsewhere by which one can log in, as buttons."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings


@dataclass(frozen=True, slots=True)
class LoginProvider:
    """One provider: its `key` (`facebook`), its name on the button, and where the button leads.

    `invites` says that whoever comes by it for the first time is invited to the news alerts.
    """

    key: str
    name: str
    address: str
    invites: bool


def offered_logins() -> tuple[LoginProvider, ...]:
    """Every provider that is wholly configured, Facebook first."""
    inviting = settings.ENVIRONMENT.invite_to_alerts
    return tuple(
        LoginProvider(key, name, address, inviting in ("everybody", key))
        for key, name, address in settings.LOGIN_PROVIDERS
    )


def publishers_login_url(slug: str, back: str) -> str:
    """Where readers of this publication log in at the publisher; empty where nothing is said.

    The publisher hands `back`, a path of this site, over again with its token (`next`).
    """
    url = settings.SSO_LOGIN_URLS.get(slug, "")
    joined = "&" if "?" in url else "?"
    return f"{url}{joined}{urlencode({'return': back})}" if url else ""
