"""What the stories of single sign-on share: a site that knows a publisher, and who is in."""

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from ipaddress import ip_network
from typing import Any

from django.test import Client, override_settings

from belowline.accounts.queries.publishers import configured_origins
from belowline.config.environment import Environment
from belowline.config.sso import accepted, public_part
from belowline.core.fetching import FetchRules
from belowline.newsroom.services.addresses import keep_configured_origins
from publisher import AUDIENCE, ISSUER, SHARED_KEY

ORIGIN = "https://www.paper.example"
_LOOPBACK = FetchRules(
    ports=frozenset(range(1, 65_536)), networks=(ip_network("127.0.0.0/8"), ip_network("::1"))
)
"""The publisher's stand-in answers on this machine, which is not fetched from unless allowed."""


def knowing(**entry: Any) -> AbstractContextManager[None]:
    """A site to which this publisher is known (by its shared key, unless it has others)."""
    return knowing_all(entry)


@contextmanager
def knowing_all(*entries: dict[str, Any]) -> Iterator[None]:
    """A site to which these publishers are known."""
    given = []
    for entry in entries:
        keys = {} if "jwks_url" in entry else {"shared_key": SHARED_KEY}
        usual = {"publication": "test", "issuer": ISSUER, "audience": AUDIENCE, **keys}
        given.append({**usual, "origins": [ORIGIN], **entry})
    known = accepted(Environment.model_validate({"sso_publishers": given}).sso_publishers)
    login_urls = public_part(known)
    with override_settings(SSO_PUBLISHERS=known, SSO_LOGIN_URLS=login_urls, FETCH_RULES=_LOOPBACK):
        keep_configured_origins(configured_origins())
        yield


def browser() -> Client:
    """A browser that comes from the publisher's page."""
    return Client(headers={"Sec-Fetch-Site": "cross-site", "Origin": ORIGIN})


def hand_over(client: Client, token: str, to: str = "/me", **headers: str):
    """Sends the publisher's form."""
    return client.post("/sso", {"token": token, "next": to}, headers=headers)


def is_in(client: Client) -> bool:
    """Whether somebody is logged in."""
    return "_auth_user_id" in client.session


def call(method: str, path: str, body: object = None, *, token: str = "", **headers: str):
    """Asks the API as a publisher's page does: by bearer token, without cookies."""
    told = {"Origin": ORIGIN, "Sec-Fetch-Site": "cross-site", **headers}
    if token:
        told["Authorization"] = f"Bearer {token}"
    client = Client()
    return client.generic(
        method,
        f"/api/v1/{path}",
        json.dumps(body) if body is not None else "",
        content_type="application/json",
        headers={name: value for name, value in told.items() if value},
    )
