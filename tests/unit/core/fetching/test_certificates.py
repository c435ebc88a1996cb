"""The certificate has to be the name's, whatever address is connected to."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from belowline.core.fetching import BadRedirect, CertificateRefused, Fetcher
from belowline.core.fetching.sockets import trusting
from certificates import certificate
from unit.core.fetching.conftest import OUTSIDE, RULES


class Elsewhere(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(302 if self.path == "/down" else 200)
        self.send_header("Location", "http://feeds.example/")
        self.send_header("Content-Length", "4")
        self.end_headers()
        self.wfile.write(b"news")

    def log_message(self, *_: object) -> None:
        """Keeps it to itself."""


@contextmanager
def protected(file) -> Iterator[tuple[int, list[str]]]:
    """A server with this certificate: its port, and the names that it was asked for."""
    names: list[str] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    context.sni_callback = lambda line, name, context: names.append(name)
    with HTTPServer((OUTSIDE, 0), Elsewhere) as server:
        server.handle_error = lambda *_: None
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server.server_port, names
        finally:
            server.shutdown()
            thread.join()


def fetcher(trusted=None) -> Fetcher:
    context = ssl.create_default_context(cafile=trusted)
    return Fetcher(rules=RULES, resolve=lambda host, port: [OUTSIDE], tls=trusting(context))


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    return certificate(tmp_path_factory.mktemp("certificates"), "feeds.example")


def test_the_names_certificate_is_asked_for_and_taken(own) -> None:
    with protected(own) as (port, names):
        found = fetcher(own).fetch(f"https://feeds.example:{port}/", most=10, seconds=5)
    assert found.body == b"news"
    assert names == ["feeds.example"]


def test_another_names_certificate_is_refused(own) -> None:
    with protected(own) as (port, _), pytest.raises(CertificateRefused, match=r"other\.example"):
        fetcher(own).fetch(f"https://other.example:{port}/", most=10, seconds=5)


def test_an_addresss_certificate_has_to_be_its_own(own) -> None:
    with protected(own) as (port, _), pytest.raises(CertificateRefused):
        fetcher(own).fetch(f"https://{OUTSIDE}:{port}/", most=10, seconds=5)


def test_a_certificate_of_an_unknown_authority_is_refused(own) -> None:
    with protected(own) as (port, _), pytest.raises(CertificateRefused, match="self-signed"):
        fetcher().fetch(f"https://feeds.example:{port}/", most=10, seconds=5)


def test_nothing_leads_from_a_protected_address_to_one_that_is_not(own) -> None:
    with protected(own) as (port, _), pytest.raises(BadRedirect, match="protected"):
        fetcher(own).fetch(f"https://feeds.example:{port}/down", most=10, seconds=5, redirects=5)
