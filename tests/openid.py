"""A provider of OpenID Connect on loopback: code flow with PKCE, as OpenID Connect Core has it."""

import base64
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

CLIENT_ID = "belowline"
SECRET = "a secret of theirs"


@dataclass
class Provider:
    """The provider: who is logged in to it, and what it has given out."""

    url: str = ""
    claims: dict[str, object] = field(default_factory=dict)
    said_instead: dict[str, object] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    key: RSAPrivateKey = field(
        default_factory=lambda: generate_private_key(public_exponent=65537, key_size=2048)
    )

    def apps(self) -> list[dict[str, object]]:
        """django-allauth's settings for it."""
        return [
            {
                "provider_id": "paper",
                "name": "The Paper",
                "client_id": CLIENT_ID,
                "secret": SECRET,
                "settings": {"server_url": self.url},
            }
        ]

    def answer(self, authorize_url: str) -> str:
        """Where its login page leads on, once somebody has said yes there."""
        parts = urlsplit(authorize_url)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        assert asked["client_id"] == CLIENT_ID
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(20)
        self.codes[code] = asked
        back = urlencode({"code": code, "state": asked["state"]})
        return f"{urlsplit(asked['redirect_uri']).path}?{back}"


@contextmanager
def openid_provider() -> Iterator[Provider]:
    """The provider, answering."""
    provider = Provider()

    class Handler(_Handler):
        served = provider

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.url = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield provider
    server.shutdown()
    server.server_close()


class _Handler(BaseHTTPRequestHandler):
    served: Provider

    def do_GET(self) -> None:
        url = self.served.url
        if self.path == "/.well-known/openid-configuration":
            self._send(
                {
                    "issuer": url,
                    "authorization_endpoint": f"{url}/authorize",
                    "token_endpoint": f"{url}/token",
                    "userinfo_endpoint": f"{url}/userinfo",
                    "jwks_uri": f"{url}/keys",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                }
            )
        elif self.path == "/userinfo":
            self._send(self.served.claims)
        else:
            self._send({"error": "not_found"}, 404)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        given = {name: values[0] for name, values in parse_qs(body).items()}
        asked = self.served.codes.pop(given.get("code", ""), None)
        if asked is None or given.get("client_secret") != SECRET:
            return self._send({"error": "invalid_grant"}, 400)
        digest = sha256(given.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if challenge != asked["code_challenge"] or given["redirect_uri"] != asked["redirect_uri"]:
            return self._send({"error": "invalid_grant"}, 400)
        moment = int(time.time())
        token = {
            **self.served.claims,
            "iss": self.served.url,
            "aud": CLIENT_ID,
            "iat": moment,
            "exp": moment + 300,
            "nonce": asked["nonce"],
            **self.served.said_instead,
        }
        signed = jwt.encode(token, self.served.key, algorithm="RS256", headers={"kid": "1"})
        self._send({"access_token": "theirs", "token_type": "bearer", "id_token": signed})
        return None

    def _send(self, content: object, status: int = 200) -> None:
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *given: object) -> None:
        """Says nothing."""
