"""Encrypts a message for one browser (RFC 8291, by the content coding of RFC 8188)."""

from secrets import token_bytes

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

MOST = 3993
"""Bytes of a message: what is left of the 4096 that every push service takes (RFC 8291, 4)."""
_RECORD = 4096
_CURVE = ec.SECP256R1()
_LAST = b"\x02"
"""What ends the last record, before its padding (RFC 8188, 2)."""


def encrypted(
    message: bytes,
    *,
    browser_key: bytes,
    secret: bytes,
    salt: bytes | None = None,
    own: ec.EllipticCurvePrivateKey | None = None,
) -> bytes:
    """The body of a push message: at most MOST bytes, for the browser with this public key and
    authentication secret. A salt and a key of our own are new each time.

    Raises ValueError for a key that is no point of the curve, or for too long a message.
    """
    if len(message) > MOST:
        raise ValueError(f"A push message has {MOST} bytes at the most.")
    salt = token_bytes(16) if salt is None else salt
    own = ec.generate_private_key(_CURVE) if own is None else own
    public = own.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, browser_key)
    shared = own.exchange(ec.ECDH(), theirs)
    keys = b"WebPush: info\0" + browser_key + public
    keying = HKDF(SHA256(), 32, salt=secret, info=keys).derive(shared)
    key = HKDF(SHA256(), 16, salt=salt, info=b"Content-Encoding: aes128gcm\0").derive(keying)
    nonce = HKDF(SHA256(), 12, salt=salt, info=b"Content-Encoding: nonce\0").derive(keying)
    header = salt + _RECORD.to_bytes(4, "big") + bytes([len(public)]) + public
    return header + AESGCM(key).encrypt(nonce, message + _LAST, None)


def is_point(key: bytes) -> bool:
    """Whether it is a browser's public key: an uncompressed point of P-256."""
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, key)
    except ValueError:
        return False
    return len(key) == 65
