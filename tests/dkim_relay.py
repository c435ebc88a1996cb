"""A relay's DKIM key: signs what passes, and says what has to stand in the DNS for it."""

from base64 import b64encode
from functools import cache

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from dkim import DKIM

HEADERS = (
    *("from", "to", "subject", "date", "message-id", "reply-to"),
    *("list-id", "list-unsubscribe", "list-unsubscribe-post"),
)
"""What a careful relay signs, where a mail has it."""


@cache
def _key(bits: int) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65_537, key_size=bits)


def key_record(bits: int = 2048) -> str:
    """The TXT record of the key."""
    public = _key(bits).public_key()
    der = public.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return f"v=DKIM1; k=rsa; p={b64encode(der).decode()}"


def signed(
    raw: bytes, *, domain: str, selector: str = "relay", headers=HEADERS, bits: int = 2048
) -> bytes:
    """The mail with a signature on top."""
    pem = _key(bits).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    relay = DKIM(raw)
    there = {name.lower() for name, _ in relay.headers}
    chosen = [name.encode() for name in headers if name.encode() in there]
    return bytes(relay.sign(selector.encode(), domain.encode(), pem, include_headers=chosen) + raw)
