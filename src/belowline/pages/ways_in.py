"""The accounts from elsewhere by which one can log in, as buttons."""

from dataclasses import dataclass
from functools import cache

from django.conf import settings

_NAMES = {"facebook": "Facebook", "google": "Google", "apple": "Apple", "github": "GitHub"}


@dataclass(frozen=True, slots=True)
class WayIn:
    """One provider: its `key` (`facebook`), its name on the button, and where the button leads."""

    key: str
    name: str
    address: str


@cache
def ways_in() -> tuple[WayIn, ...]:
    """Every provider that is wholly configured, Facebook first."""
    configured = settings.SOCIALACCOUNT_PROVIDERS
    known = [
        WayIn(key, name, f"/accounts/{key}/login/")
        for key, name in _NAMES.items()
        if key in configured
    ]
    others = configured.get("openid_connect", {}).get("APPS", ())
    return (
        *known,
        *(
            WayIn(app["provider_id"], app["name"], f"/accounts/oidc/{app['provider_id']}/login/")
            for app in others
        ),
    )
