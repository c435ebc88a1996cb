"""A publisher with accounts of its own: it signs tokens, publishes its keys, and has pages."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

ISSUER = "https://accounts.paper.example"
AUDIENCE = "https://discuss.paper.example"
SHARED_KEY = "a key that is longer than thirty-two bytes"
_numbers = count(1)


@dataclass
class Publisher:
    """The stand-in: its keys by id, and what it was asked for."""

    url: str = ""
    issuer: str = ISSUER
    keys: dict[str, tuple[str, Any]] = field(default_factory=dict)
    published: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    redirect_to: str = ""
    body: bytes | None = None
    site: str = ""

    def new_key(self, kid: str, algorithm: str = "RS256") -> None:
        """Makes a key and publishes it."""
        made = {
            "RS256": lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048),
            "ES256": lambda: ec.generate_private_key(ec.SECP256R1()),
            "EdDSA": ed25519.Ed25519PrivateKey.generate,
        }[algorithm]()
        self.keys[kid] = (algorithm, made)
        self.published.add(kid)

    def jwks(self) -> dict[str, Any]:
        """The keys, as they are published."""
        return {"keys": [self._jwk(kid) for kid in sorted(self.published)]}

    def token(self, kid: str = "first", **changed: Any) -> str:
        """A token with good claims, but for those that are changed (None: left out)."""
        algorithm, key = self.keys[kid]
        return jwt.encode(claims(self.issuer, **changed), key, algorithm, headers={"kid": kid})

    def _jwk(self, kid: str) -> dict[str, Any]:
        algorithm, key = self.keys[kid]
        made = jwt.get_algorithm_by_name(algorithm).to_jwk(key.public_key(), as_dict=True)
        return {**made, "kid": kid, "alg": algorithm, "use": "sig"}


def claims(issuer: str = ISSUER, **changed: Any) -> dict[str, Any]:
    """What a good token says."""
    moment = int(time.time())
    number = next(_numbers)
    said = {
        "iss": issuer,
        "aud": AUDIENCE,
        "sub": "reader-1",
        "iat": moment,
        "exp": moment + 60,
        "jti": f"token-{number}",
        "name": "Ada Quay",
        **changed,
    }
    return {name: value for name, value in said.items() if value is not None}


@contextmanager
def publisher() -> Iterator[Publisher]:
    """The stand-in, answering on loopback."""
    standin = Publisher()
    standin.new_key("first")

    class Handler(_Handler):
        publisher = standin

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    # Another site than 127.0.0.1 to browsers, so that cookies are kept from it as in the open.
    standin.url = f"http://localhost:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield standin
    server.shutdown()
    server.server_close()


class _Handler(BaseHTTPRequestHandler):
    publisher: Publisher

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        given = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.publisher.asked.append(parts.path)
        if parts.path == "/jwks.json":
            self._keys()
        elif parts.path == "/login":
            self._page(_FORM.format(site=self.publisher.site, **_escaped(given, self._token())))
        elif parts.path == "/page.js":
            self._send(_SCRIPT.encode(), "text/javascript")
        else:
            self._page(_EMBEDDING.format(site=self.publisher.site))

    def _keys(self) -> None:
        if self.publisher.redirect_to:
            self.send_response(302)
            self.send_header("Location", self.publisher.redirect_to)
            self.end_headers()
            return
        body = self.publisher.body
        self._send(body or json.dumps(self.publisher.jwks()).encode(), "application/json")

    def _token(self) -> str:
        return self.publisher.token(aud=self.publisher.site)

    def _page(self, content: str) -> None:
        self._send(f"<!doctype html><title>The Paper</title>{content}".encode(), "text/html")

    def _send(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *given: object) -> None:
        """Says nothing."""


def _escaped(given: dict[str, str], token: str) -> dict[str, str]:
    return {"token": escape(token), "next": escape(given.get("return", "/"))}


_FORM = """<form method="post" action="{site}/sso">
<input type="hidden" name="token" value="{token}"><input type="hidden" name="next" value="{next}">
<button>Go on to the discussion</button></form>"""

_EMBEDDING = """<button id="login">Log in to comment</button>
<input id="text"><button id="post" disabled>Post</button><p id="said">Nobody</p>
<script>const site = "{site}";</script><script type="module" src="/page.js"></script>"""

_SCRIPT = """
const said = document.getElementById("said");
const button = document.getElementById("post");
let session = null;
document.getElementById("login").addEventListener("click", () => {
  const state = crypto.randomUUID();
  const asked = new URLSearchParams({ origin: location.origin, state });
  window.open(`${site}/sso/popup?${asked}`, "login", "popup,width=480,height=640");
  addEventListener("message", async (event) => {
    const { type, code, state: returned } = event.data;
    if (event.origin !== site || type !== "belowline:code" || returned !== state) return;
    const answer = await fetch(`${site}/api/v1/session`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ code }),
    });
    session = await answer.json();
    said.textContent = `Logged in as ${session.name}`;
    button.disabled = false;
  });
});
button.addEventListener("click", async () => {
  const thread = new URLSearchParams(location.search).get("thread");
  const answer = await fetch(`${site}/api/v1/threads/${thread}/comments`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${session.token}` },
    body: JSON.stringify({ text: document.getElementById("text").value }),
  });
  said.textContent = `Answered ${answer.status}`;
});
"""
