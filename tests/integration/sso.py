"""What the stories of single sign-on share: a site that knows a publisher, and who is in."""

import json
from contextlib import AbstractContextManager
from typing import Any

from django.test import Client, override_settings

from belowline.config.environment import Environment
from belowline.config.sso import accepted, public_part
from publisher import AUDIENCE, ISSUER, SHARED_KEY

ORIGIN = "https://www.paper.example"


def knowing(**entry: Any) -> AbstractContextManager[object]:
    """A site to which this publisher is known (by its shared key, unless it has others)."""
    return knowing_all(entry)


def knowing_all(*entries: dict[str, Any]) -> AbstractContextManager[object]:
    """A site to which these publishers are known."""
    given = []
    for entry in entries:
        keys = {} if "jwks_url" in entry else {"shared_key": SHARED_KEY}
        usual = {"publication": "test", "issuer": ISSUER, "audience": AUDIENCE, **keys}
        given.append({**usual, "origins": [ORIGIN], **entry})
    known = accepted(Environment.model_validate({"sso_publishers": given}).sso_publishers)
    return override_settings(
        SSO_PUBLISHERS=known, SSO_LOGIN_URLS=public_part(known), ALLOWED_HOSTS=["testserver"]
    )


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
