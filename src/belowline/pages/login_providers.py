"""The accounts from elsewhere by which one can log in, as buttons."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings


@dataclass(frozen=True, slots=True)
class LoginProvider:
    """One provider: its `key` (`facebook`), its name on the button, and where the button leads."""

    key: str
    name: str
    address: str


def login_providers() -> tuple[LoginProvider, ...]:
    """Every provider that is wholly configured, Facebook first."""
    return tuple(LoginProvider(*way) for way in settings.LOGIN_PROVIDERS)


def publishers_login_url(slug: str, back: str) -> str:
    """Where readers of this publication log in at the publisher; empty where nothing is said.

    The publisher hands `back`, a path of this site, over again with its token (`next`).
    """
    url = settings.SSO_LOGIN_URLS.get(slug, "")
    joined = "&" if "?" in url else "?"
    return f"{url}{joined}{urlencode({'return': back})}" if url else ""
