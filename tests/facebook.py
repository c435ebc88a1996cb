"""A stand-in for Facebook on loopback, with Facebook's own paths and rules.

As in Meta's documents: "Manually build a login flow", "Access tokens", "Secure Graph API calls",
"Debug token". It refuses what Facebook refuses, in the form in which Facebook does.
"""

import base64
import hmac
import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

VERSION = "v24.0"
APP_ID = "1234567890123456"
SECRET = "0123456789abcdef0123456789abcdef"


@dataclass
class Facebook:
    """The stand-in: who is logged in to it, and what it has given out."""

    url: str = ""
    person: dict[str, str] = field(
        default_factory=lambda: {"id": "10001", "name": "Ada Quay", "email": "ada@example.org"}
    )
    redirect_uris: set[str] = field(default_factory=set)
    codes: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)
    tokens: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def environment(self) -> dict[str, str]:
        """What a site is told of it."""
        return {
            "BELOWLINE_FACEBOOK_CLIENT_ID": APP_ID,
            "BELOWLINE_FACEBOOK_SECRET": SECRET,
            "BELOWLINE_FACEBOOK_GRAPH_URL": f"{self.url}/{VERSION}",
            "BELOWLINE_FACEBOOK_DIALOG_URL": f"{self.url}/{VERSION}/dialog/oauth",
        }

    def token_of(self, person: dict[str, str], *, app: str = APP_ID) -> str:
        """An access token, as an app on a phone would have got it."""
        token = secrets.token_urlsafe(30)
        self.tokens[token] = {**person, "app_id": app}
        return token


def signed_request(payload: dict[str, str], *, secret: str = SECRET) -> str:
    """What Facebook posts to a callback, signed."""
    body = _url64(json.dumps({"algorithm": "HMAC-SHA256", **payload}).encode())
    return f"{_url64(hmac.digest(secret.encode(), body.encode(), sha256))}.{body}"


@contextmanager
def facebook() -> Iterator[Facebook]:
    """The stand-in, answering."""
    standin = Facebook()

    class Handler(_Handler):
        facebook = standin

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    standin.url = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield standin
    server.shutdown()
    server.server_close()


class _Handler(BaseHTTPRequestHandler):
    facebook: Facebook

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        given = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.facebook.asked.append(parts.path)
        answer = {
            f"/{VERSION}/dialog/oauth": self._dialog,
            f"/{VERSION}/oauth/access_token": self._access_token,
            f"/{VERSION}/me": self._me,
            f"/{VERSION}/debug_token": self._debug_token,
        }.get(parts.path, self._unknown)
        answer(given)

    def _dialog(self, given: dict[str, str]) -> None:
        known = given.get("client_id") == APP_ID
        if not known or given.get("redirect_uri") not in self.facebook.redirect_uris:
            return self._page("<h1>URL blocked</h1>", 400)
        code = secrets.token_urlsafe(24)
        person = dict(self.facebook.person)
        if "email" not in given.get("scope", "").split(","):
            person.pop("email", None)
        self.facebook.codes[code] = (given["redirect_uri"], person)
        yes = f"{given['redirect_uri']}?{urlencode({'code': code, 'state': given['state']})}"
        denied = {"error": "access_denied", "error_reason": "user_denied", "state": given["state"]}
        no = f"{given['redirect_uri']}?{urlencode(denied)}"
        return self._page(
            f'<h1>Log in with Facebook</h1><a href="{escape(yes)}">Continue as '
            f'{escape(person["name"])}</a> <a href="{escape(no)}">Not now</a>'
        )

    def _access_token(self, given: dict[str, str]) -> None:
        if given.get("client_id") != APP_ID or given.get("client_secret") != SECRET:
            return self._refuse("Error validating client secret.", 1)
        if given.get("grant_type") == "client_credentials":
            return self._json({"access_token": f"{APP_ID}|app", "token_type": "bearer"})
        redirect_uri, person = self.facebook.codes.pop(given.get("code", ""), ("", {}))
        if not person or redirect_uri != given.get("redirect_uri"):
            return self._refuse("This authorization code has been used or is not yours.", 100)
        token = self.facebook.token_of(person)
        return self._json({"access_token": token, "token_type": "bearer", "expires_in": 5183944})

    def _me(self, given: dict[str, str]) -> None:
        token = given.get("access_token", "")
        person = self.facebook.tokens.get(token)
        if person is None:
            return self._refuse("Error validating access token.", 190)
        proof = hmac.new(SECRET.encode(), token.encode(), sha256).hexdigest()
        if given.get("appsecret_proof") != proof:
            return self._refuse(
                "API calls from the server require an appsecret_proof argument", 100
            )
        fields = given.get("fields", "id,name").split(",")
        return self._json({name: person[name] for name in fields if name in person})

    def _debug_token(self, given: dict[str, str]) -> None:
        if given.get("access_token") != f"{APP_ID}|app":
            return self._refuse("You must provide an app access token.", 100)
        person = self.facebook.tokens.get(given.get("input_token", ""))
        if person is None:
            return self._json({"data": {"is_valid": False, "app_id": APP_ID}})
        return self._json(
            {"data": {"is_valid": True, "app_id": person["app_id"], "user_id": person["id"]}}
        )

    def _unknown(self, given: dict[str, str]) -> None:
        self._refuse("Unknown path components", 2500)

    def _refuse(self, message: str, code: int) -> None:
        error = {"message": message, "type": "OAuthException", "code": code}
        self._json({"error": error}, 400)

    def _json(self, content: object, status: int = 200) -> None:
        self._send(json.dumps(content).encode(), "application/json", status)

    def _page(self, content: str, status: int = 200) -> None:
        self._send(f"<!doctype html>{content}".encode(), "text/html; charset=utf-8", status)

    def _send(self, body: bytes, kind: str, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *given: object) -> None:
        """Says nothing."""


def _url64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
