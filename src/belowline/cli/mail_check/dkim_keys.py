"""DKIM: the key by which mails are signed, and the signature of a letter (RFC 6376, RFC 8463)."""

from base64 import b64decode
from binascii import Error as NoBase64Error
from dataclasses import dataclass

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key
from dkim import DKIM, DKIMException

from belowline.cli.mail_check.dmarc import tags_of
from belowline.cli.mail_check.lookups import Lookups, NoReplyError

SHORTEST_KEY = 1024
"""Bits of an RSA key below which receivers do not believe a signature; 2048 are advised."""
_ED25519_BYTES = 32


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature of a letter: by whose key, over which headers, and whether it is right."""

    domain: str
    selector: str
    headers: frozenset[str]
    is_right: bool


def key_fault(lookups: Lookups, *, selector: str, domain: str) -> str:
    """A sentence that says why receivers cannot use the key there; empty where they can."""
    name = f"{selector}._domainkey.{domain}"
    texts = lookups.texts(name)
    if not texts:
        return f"There is no key at {name}."
    tags = tags_of(texts[0])
    kind, key = tags.get("k", "rsa").lower(), "".join(tags.get("p", "").split())
    if len(texts) > 1:
        return f"There are several records at {name}; receivers take any one of them."
    if not key:
        return f"The key at {name} is revoked: its p= is empty."
    if "y" in tags.get("t", "").lower().split(":"):
        return f"The key at {name} is marked as being tried out (t=y)."
    bits = _bits(kind, key)
    if bits is None:
        return f"The key at {name} cannot be read."
    if kind == "rsa" and bits < SHORTEST_KEY:
        return f"The key at {name} has {bits} bits; 2048 are advised, {SHORTEST_KEY} the fewest."
    return ""


def signatures(letter: bytes, lookups: Lookups) -> list[Signature]:
    """The signatures of a letter, as it has arrived, in their order."""
    try:
        checked = DKIM(letter)
    except DKIMException:
        return []
    fields = [value for name, value in checked.headers if name.lower() == b"dkim-signature"]
    return [_signature(checked, number, it, lookups) for number, it in enumerate(fields)]


def _signature(checked: DKIM, number: int, field: bytes, lookups: Lookups) -> Signature:
    tags = tags_of(field.decode("ascii", "replace"))
    headers = "".join(tags.get("h", "").lower().split()).split(":")
    return Signature(
        "".join(tags.get("d", "").lower().split()),
        "".join(tags.get("s", "").lower().split()),
        frozenset(headers),
        is_right=_is_right(checked, number, lookups),
    )


def _is_right(checked: DKIM, number: int, lookups: Lookups) -> bool:
    def ask(name: bytes, timeout: float = 0) -> bytes | None:
        del timeout
        texts = lookups.texts(name.decode("ascii", "replace"))
        return texts[0].encode() if texts else None

    try:
        return bool(checked.verify(number, dnsfunc=ask))
    except (DKIMException, NoReplyError):
        return False


def _bits(kind: str, key: str) -> int | None:
    """How long the key is; None where it is none."""
    try:
        known = b64decode(key, validate=True)
        if kind == "ed25519":
            return 8 * _ED25519_BYTES if len(known) == _ED25519_BYTES else None
        loaded = load_der_public_key(known)
    except (NoBase64Error, ValueError, UnsupportedAlgorithm):
        return None
    return loaded.key_size if isinstance(loaded, RSAPublicKey) else None
