"""A real push service on loopback, by HTTPS, and a browser that reads what arrives there."""

import json
import ssl
import threading
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address, ip_network
from pathlib import Path

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from belowline.core.fetching import FetchRules
from belowline.core.fetching import fetcher as fetching

LOOPBACK = FetchRules(ports=frozenset(range(1, 65_536)), networks=(ip_network("127.0.0.0/8"),))


class Device:
    """A browser that has subscribed: its keys, and what its service has been handed for it."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._secret = b"sixteen of bytes"
        self.arrived: list[tuple[dict[str, str], bytes]] = []

    @property
    def keys(self) -> dict[str, str]:
        """What it says to the site."""
        return {"browser_key": _written(_point(self._key)), "secret": _written(self._secret)}

    def read(self) -> list[dict[str, object]]:
        """Every message in clear, the oldest first."""
        return [json.loads(self._opened(body)) for _, body in self.arrived]

    def _opened(self, body: bytes) -> bytes:
        """Decrypts by the steps of RFC 8291 and 8188, with nothing of the sender's code."""
        salt, sender = body[:16], body[21 : 21 + body[20]]
        sealed, tag = body[21 + body[20] : -16], body[-16:]
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender)
        shared = self._key.exchange(ec.ECDH(), public)
        info = b"WebPush: info\0" + _point(self._key) + sender + b"\x01"
        keying = _hmac(_hmac(self._secret, shared), info)
        pseudo = _hmac(salt, keying)
        key = _hmac(pseudo, b"Content-Encoding: aes128gcm\0\x01")[:16]
        nonce = _hmac(pseudo, b"Content-Encoding: nonce\0\x01")[:12]
        opener = Cipher(algorithms.AES(key), modes.GCM(nonce, tag)).decryptor()
        plain = opener.update(sealed) + opener.finalize()
        message, _, padding = plain.rpartition(b"\x02")
        assert not padding.strip(b"\0")
        return message


class PushService:
    """What it answers, and the devices that have subscribed with it, by their path."""

    def __init__(self) -> None:
        self.url = ""
        self.status = 201
        self.headers: dict[str, str] = {}
        self.devices: dict[str, Device] = {}

    def subscribed(self) -> Device:
        """A browser that asks to be pushed to."""
        path = f"/push/{len(self.devices)}"
        self.devices[path] = Device(self.url + path)
        return self.devices[path]

    def claims(self, headers: dict[str, str]) -> dict[str, object]:
        """What the token says; it is signed with the key that stands beside it."""
        token, key = (it.split("=", 1)[1] for it in headers["Authorization"][6:].split(", "))
        point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _read(key))
        said = jwt.decode(token, point, algorithms=["ES256"], audience=self.url)
        return {**said, "key": key}


@contextmanager
def push_service(settings, monkeypatch, folder: Path) -> Iterator[PushService]:
    """Runs one, whose certificate this process trusts and whose network it may reach."""
    service = PushService()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if service.status < 300:
                service.devices[self.path].arrived.append((dict(self.headers), body))
            self.send_response(service.status)
            for name, value in service.headers.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_certificate(folder))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    service.url = f"https://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("SSL_CERT_FILE", str(folder / "push.pem"))
    settings.FETCH_RULES = LOOPBACK
    fetching._trusted.cache_clear()
    try:
        yield service
    finally:
        fetching._trusted.cache_clear()
        server.shutdown()
        server.server_close()


def _certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "push")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2020, 1, 1))  # noqa: DTZ001 - UTC, as the library has it
        .not_valid_after(datetime(2020, 1, 1) + timedelta(days=36_500))  # noqa: DTZ001
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    path = folder / "push.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(private + made.public_bytes(Encoding.PEM))
    return path


def _hmac(key: bytes, data: bytes) -> bytes:
    made = hmac.HMAC(key, hashes.SHA256())
    made.update(data)
    return made.finalize()


def _point(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _written(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _read(written: str) -> bytes:
    return urlsafe_b64decode(written + "=" * (-len(written) % 4))
