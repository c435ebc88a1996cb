"""The certificate has to be the name's, whatever address is connected to."""

import datetime as dt
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from belowline.core.fetching import BadRedirect, CertificateRefused, Fetcher
from belowline.core.fetching.sockets import trusting
from unit.core.fetching.conftest import OUTSIDE, RULES


def certificate(folder, name: str):
    """A certificate of its own authority for the name, and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    today = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - dt.timedelta(days=1))
        .not_valid_after(today + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{name}.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return file


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
