"""Addresses by which one notification can be replied to by email."""

import hmac
from base64 import b32encode
from datetime import timedelta
from hashlib import sha256

from django.conf import settings

from belowline.core.clock import now
from belowline.core.ids import decode, encode, moment_of

REPLIES_FOR = timedelta(days=30)
"""How long after a notification its address takes replies."""
_ID, _SEAL = 13, 16


def reply_address(notification_id: int) -> str:
    """The address: good for one reader's replies to one comment. Empty where replies are off.

    Only small letters and digits, since mail servers may change the others, and 64 characters at
    most before the @ (RFC 5321, 4.5.3.1.1).
    """
    local, _, domain = settings.ENVIRONMENT.reply_address.rpartition("@")
    if not local:
        return ""
    return f"{local}+{encode(notification_id)}{_seal(notification_id)}@{domain}"


def notification_replied_to(address: str) -> int | None:
    """The notification that an address is for; None for any other, and after REPLIES_FOR."""
    local, _, domain = settings.ENVIRONMENT.reply_address.rpartition("@")
    mark = address.removeprefix(f"{local}+").removesuffix(f"@{domain}")
    if not local or len(mark) != _ID + _SEAL or address != f"{local}+{mark}@{domain}":
        return None
    try:
        notification_id = decode(mark[:_ID])
    except ValueError:
        return None
    is_ours = hmac.compare_digest(mark[_ID:].encode(), _seal(notification_id).encode())
    is_young = moment_of(notification_id) + REPLIES_FOR > now()
    return notification_id if is_ours and is_young else None


def _seal(notification_id: int) -> str:
    """80 bits that only this installation can write."""
    key = f"belowline.replies:{settings.SECRET_KEY}".encode()
    digest = hmac.digest(key, str(notification_id).encode(), sha256)
    return b32encode(digest[:10]).decode().lower()
