"""Says to a push service who sends (RFC 8292): a key of our own, and a token signed with it."""

from base64 import urlsafe_b64encode
from datetime import timedelta
from urllib.parse import urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from belowline.core.clock import now

_GOOD_FOR = timedelta(hours=12)
"""Half of what a service may accept at the most (RFC 8292, 2)."""


def new_key() -> str:
    """A private key, as PEM."""
    made = ec.generate_private_key(ec.SECP256R1())
    kept = made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return kept.decode("ascii")


def public_part(private: str) -> str:
    """The public key, as browsers and services take it: an uncompressed point in base64url."""
    point = _loaded(private).public_key()
    raw = point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def authorization(private: str, *, endpoint: str, contact: str) -> str:
    """The header's value for a message to this endpoint. `contact` is an address, https: or
    mailto:, under which the service finds whoever sends.
    """
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int((now() + _GOOD_FOR).timestamp()),
        "sub": contact,
    }
    token = jwt.encode(claims, _loaded(private), algorithm="ES256")
    return f"vapid t={token}, k={public_part(private)}"


def _loaded(private: str) -> ec.EllipticCurvePrivateKey:
    key = load_pem_private_key(private.encode("ascii"), password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError("This is no key of an elliptic curve.")
    return key
