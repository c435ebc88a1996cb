"""The ways in that are configured: Facebook, Google, Apple, GitHub, OpenID Connect."""

from collections.abc import Iterator
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BaseModel, Field, HttpUrl
from pydantic_settings import BaseSettings

_GRAPH = "https://graph.facebook.com/v24.0"
_DIALOG = "https://www.facebook.com/v24.0/dialog/oauth"


class OpenIDProvider(BaseModel):
    """One provider of OpenID Connect: where it is, and what it knows this site by."""

    key: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,30}$")]
    name: Annotated[str, Field(min_length=1, max_length=40)]
    issuer: HttpUrl
    client_id: str = ""
    secret: str = ""


class LoginProviders(BaseSettings):
    """What each provider of accounts gave this site when it was registered there."""

    facebook_client_id: str = Field("", description="Facebook Login: the app's id.")
    facebook_secret: str = Field("", description="Facebook Login: the app's secret.")
    facebook_graph_url: str = Field(
        _GRAPH, description="Facebook's Graph API, with its version; another for a stand-in."
    )
    facebook_dialog_url: str = Field(
        _DIALOG, description="Facebook's login dialog; another for a stand-in."
    )
    google_client_id: str = Field("", description="Google login: the client's id.")
    google_secret: str = Field("", description="Google login: the client's secret.")
    apple_client_id: str = Field("", description="Apple login: the Services ID.")
    apple_team_id: str = Field("", description="Apple login: the team's id.")
    apple_key_id: str = Field("", description="Apple login: the key's id.")
    apple_secret_key: str = Field(
        "", description="Apple login: the private key itself, as in the .p8 file."
    )
    github_client_id: str = Field("", description="GitHub: the OAuth app's id.")
    github_secret: str = Field("", description="GitHub: the OAuth app's secret.")
    openid_providers: list[OpenIDProvider] = Field(
        default_factory=list,
        description="Providers of OpenID Connect, in JSON: a list of objects with `key` (a word "
        "for addresses), `name` (on the button), `issuer`, `client_id` and `secret`.",
    )


_NAMES = {"facebook": "Facebook", "google": "Google", "apple": "Apple", "github": "GitHub"}
_NEEDED = {
    "facebook": ("facebook_client_id", "facebook_secret"),
    "google": ("google_client_id", "google_secret"),
    "apple": ("apple_client_id", "apple_team_id", "apple_key_id", "apple_secret_key"),
    "github": ("github_client_id", "github_secret"),
}
_DIALOGS = {
    "google": "https://accounts.google.com",
    "apple": "https://appleid.apple.com",
    "github": "https://github.com",
}


def config_problems(ways: LoginProviders) -> Iterator[str]:
    """What is missing of each way in that is half configured, and so is not offered."""
    for provider, needed in _NEEDED.items():
        missing = [name for name in needed if not getattr(ways, name)]
        if missing and len(missing) < len(needed):
            names = " and ".join(f"BELOWLINE_{name.upper()}" for name in missing)
            yield f"{_NAMES[provider]} is not offered: {names} is missing."
    for at, other in enumerate(ways.openid_providers):
        missing = [name for name in ("client_id", "secret") if not getattr(other, name)]
        if missing:
            names = " and ".join(missing)
            yield (
                f"{other.name} is not offered: {names} is missing "
                f"in entry {at + 1} of BELOWLINE_OPENID_PROVIDERS."
            )


def providers(ways: LoginProviders) -> dict[str, Any]:
    """django-allauth's settings of every way in that is wholly configured."""
    whole = [name for name, needed in _NEEDED.items() if all(getattr(ways, it) for it in needed)]
    found = {name: {"APPS": [_app(ways, name)], **_particulars(ways, name)} for name in whole}
    others = [it for it in ways.openid_providers if it.client_id and it.secret]
    found["openid_connect"] = {
        "provider_class": "belowline.web.sign_in.openid_provider.NoncedOpenIDProvider",
        "APPS": [_openid_app(it) for it in others],
        **_PKCE,
    }
    return found


def offered(ways: LoginProviders) -> list[tuple[str, str, str]]:
    """What the buttons need of each of them: key, name, and where the button leads."""
    found = providers(ways)
    known = [(key, name, f"/accounts/{key}/login/") for key, name in _NAMES.items() if key in found]
    return known + [
        (app["provider_id"], app["name"], f"/accounts/oidc/{app['provider_id']}/login/")
        for app in found["openid_connect"]["APPS"]
    ]


def dialogs(ways: LoginProviders) -> list[str]:
    """The origins to which a form of ours may lead on, for the Content-Security-Policy."""
    known = {**_DIALOGS, "facebook": _origin(ways.facebook_dialog_url)}
    return [known[name] for name in providers(ways) if name in known] + [
        _origin(str(it.issuer)) for it in ways.openid_providers if it.client_id and it.secret
    ]


_PKCE = {"OAUTH_PKCE_ENABLED": True}


def _app(ways: LoginProviders, name: str) -> dict[str, Any]:
    if name == "apple":
        return {
            "client_id": ways.apple_client_id,
            "secret": ways.apple_key_id,
            "key": ways.apple_team_id,
            "settings": {"certificate_key": ways.apple_secret_key},
        }
    return {
        "client_id": getattr(ways, f"{name}_client_id"),
        "secret": getattr(ways, f"{name}_secret"),
        "key": "",
    }


def _particulars(ways: LoginProviders, name: str) -> dict[str, Any]:
    if name == "facebook":
        return {
            "METHOD": "oauth2",
            "SCOPE": ["email", "public_profile"],
            "FIELDS": ["id", "name", "email"],
            "VERIFIED_EMAIL": False,
            "GRAPH_API_URL": ways.facebook_graph_url,
            "AUTHORIZE_URL": ways.facebook_dialog_url,
        }
    if name == "github":
        return {"SCOPE": ["user:email"], **_PKCE}
    return dict(_PKCE) if name == "google" else {}


def _openid_app(provider: OpenIDProvider) -> dict[str, Any]:
    return {
        "provider_id": provider.key,
        "name": provider.name,
        "client_id": provider.client_id,
        "secret": provider.secret,
        "settings": {"server_url": str(provider.issuer).rstrip("/")},
    }


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
