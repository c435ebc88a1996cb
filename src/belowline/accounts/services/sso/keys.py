"""The keys that a publisher publishes (JWKS, RFC 7517), fetched seldom and shared by processes."""

import json
import logging
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from jwt import get_algorithm_by_name
from jwt.exceptions import InvalidKeyError

from belowline.core.fetching import FetchFault, fetch

_KEPT_FOR = 24 * 3600
_FRESH_FOR = 3600
_SELDOM = 60
"""Seconds between two fetches of one address, whatever is asked for and whatever came of it."""
_LARGEST = 100_000
_MOST_KEYS = 50
_SECONDS = 6.0
_FORMS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "RS256": {"kty": ("RSA",)},
    "ES256": {"kty": ("EC",), "crv": ("P-256",)},
    "EdDSA": {"kty": ("OKP",), "crv": ("Ed25519", "Ed448")},
}
"""What a key has to be for which algorithm, so that none is ever used for another."""
_log = logging.getLogger(__name__)


def published_key(url: str, *, kid: str, algorithm: str) -> Any | None:
    """The key with this id at the address, ready to verify with; None if there is none.

    An id that is not known has the address asked again, since keys are rotated; but no more than
    once a minute, so that nobody can make this site hammer the publisher.
    """
    name = sha256(url.encode()).hexdigest()
    held: Mapping[str, Any] | None = cache.get(f"jwks:{name}")
    is_fresh = cache.get(f"jwks-fresh:{name}") is not None
    if (held is None or kid not in held or not is_fresh) and cache.add(
        f"jwks-asked:{name}", 1, _SELDOM
    ):
        held = _renewed(url, name) or held
    return _usable((held or {}).get(kid), algorithm)


def _renewed(url: str, name: str) -> Mapping[str, Any] | None:
    try:
        found = _by_id(fetch(url, most=_LARGEST, seconds=_SECONDS).body)
    except (FetchFault, ValueError, RecursionError) as fault:
        _log.warning("The keys at %s cannot be had: %s", url, fault)
        return None
    cache.set(f"jwks:{name}", found, _KEPT_FOR)
    cache.set(f"jwks-fresh:{name}", 1, _FRESH_FOR)
    return found


def _by_id(body: bytes) -> dict[str, Any]:
    said = json.loads(body)
    keys = said.get("keys") if isinstance(said, dict) else None
    if not isinstance(keys, list):
        raise ValueError("there is no list of keys")  # noqa: TRY004 - of what is in the text
    known = [key for key in keys[:_MOST_KEYS] if isinstance(key, dict)]
    return {key["kid"]: key for key in known if isinstance(key.get("kid"), str)}


def _usable(key: Mapping[str, Any] | None, algorithm: str) -> Any | None:
    if key is None or key.get("use", "sig") != "sig" or "d" in key:
        return None
    if key.get("alg", algorithm) != algorithm:
        return None
    if any(key.get(part) not in fit for part, fit in _FORMS.get(algorithm, {"": ()}).items()):
        return None
    try:
        return get_algorithm_by_name(algorithm).from_jwk(dict(key))
    except (InvalidKeyError, ValueError, TypeError, KeyError):
        return None
