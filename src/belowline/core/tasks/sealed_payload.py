"""Payloads that nobody may read who only sees the database: codes, addresses, people's words."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

_FIELD = "sealed"


class SealBrokenError(Exception):
    """It was sealed with another secret key than this process has."""


def seal(payload: Mapping[str, object]) -> dict[str, object]:
    """The payload as a row may keep it (Fernet: AES-128 in CBC mode, authenticated by HMAC)."""
    return {_FIELD: _cipher(settings.SECRET_KEY).encrypt(json.dumps(payload).encode()).decode()}


def unseal(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """The payload that was sealed; one that was not, as it is. Raises SealBrokenError."""
    if payload.keys() != {_FIELD}:
        return payload
    try:
        opened: dict[str, Any] = json.loads(_cipher(settings.SECRET_KEY).decrypt(payload[_FIELD]))
    except InvalidToken:
        raise SealBrokenError("sealed with another secret key") from None
    return opened


@lru_cache(maxsize=4)
def _cipher(secret: str) -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(b"belowline.tasks:" + secret.encode()).digest()))
