"""Which coding of a body a client wants most, of those there are (RFC 9110, section 12.5.3)."""

from collections.abc import Iterable
from functools import lru_cache

IDENTITY = b"identity"
_REMEMBERED = 200
"""Bytes of a header up to which it is remembered what it asks for."""
CODINGS = (b"br", b"zstd", b"gzip", IDENTITY)
"""What there is, the smallest first: among equally welcome codings the first one wins."""


def coding_for(accept_encoding: bytes | None) -> bytes:
    """The coding to send. Without the header, or where nothing else is welcome: identity."""
    if not accept_encoding:
        return IDENTITY
    short = len(accept_encoding) <= _REMEMBERED
    return _remembered(accept_encoding) if short else _coding_for(accept_encoding)


def _coding_for(accept_encoding: bytes) -> bytes:
    asked = dict(_asked(part) for part in accept_encoding.lower().split(b",") if part.strip())
    others = asked.get(b"*", 0.0)
    # A coding that is not named is welcome as `*` says; identity is, unless it is ruled out.
    plain = asked.get(IDENTITY, others if b"*" in asked else 0.001)
    weights = {coding: asked.get(coding, others) for coding in CODINGS} | {IDENTITY: plain}
    best = max(CODINGS, key=lambda coding: (weights[coding], -CODINGS.index(coding)))
    return best if weights[best] > 0 else IDENTITY


def matches(if_none_match: bytes, etag: bytes) -> bool:
    """Whether a client already holds this representation (RFC 9110, section 13.1.2), by the weak
    comparison of section 8.8.3.2.
    """
    if if_none_match.strip() == b"*":
        return True
    held = (part.strip().removeprefix(b"W/") for part in if_none_match.split(b","))
    return etag.removeprefix(b"W/") in held


def _asked(part: bytes) -> tuple[bytes, float]:
    name, _, parameters = part.partition(b";")
    weight = parameters.replace(b" ", b"").partition(b"q=")[2]
    try:
        return name.strip(), min(max(float(weight), 0.0), 1.0) if weight else 1.0
    except ValueError:
        return name.strip(), 0.0


def parse_headers(
    headers: Iterable[tuple[bytes, bytes]],
) -> tuple[bytes, bytes | None, bytes | None, bytes]:
    """Host, Accept-Encoding, If-None-Match, and Cookie, which may come in parts (RFC 9113)."""
    host, accept_encoding, if_none_match, cookies = b"", None, None, b""
    for name, value in headers:
        if name == b"host":
            host = value
        elif name == b"accept-encoding":
            accept_encoding = value
        elif name == b"if-none-match":
            if_none_match = value
        elif name == b"cookie":
            cookies = b"%b; %b" % (cookies, value) if cookies else value
    return host, accept_encoding, if_none_match, cookies


_remembered = lru_cache(maxsize=512)(_coding_for)
