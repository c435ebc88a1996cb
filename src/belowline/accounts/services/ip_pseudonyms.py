"""Hides visitors' network addresses behind pseudonyms that last for a while.

No address is kept anywhere. What is kept, where logins are counted or listed, is a keyed hash of
the address (of the /64 network of an IPv6 address), written as an address of the range fd00::/8,
which nobody has. The key is random, lasts for `BELOWLINE_NETWORK_DAYS`, and is then deleted.
"""

import hmac
import secrets
from datetime import date, timedelta
from hashlib import sha256
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings

from belowline.accounts.models import NetworkKey
from belowline.core.clock import now

_known: dict[date, bytes] = {}


def ip_pseudonym(address: str) -> str:
    """What stands for an IP address in this period: the same for the same network."""
    digest = hmac.digest(_key(_period()), network_of(address).encode(), sha256)
    return str(IPv6Address(b"\xfd" + digest[:7] + bytes(8)))


def network_of(address: str) -> str:
    """The address itself, or the /64 network of an IPv6 address; IPv4 inside IPv6 is IPv4."""
    found: IPv4Address | IPv6Address = ip_address(address)
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ip_network((found, 64), strict=False).network_address)
    return str(found)


def forget_networks(*, dry_run: bool = False) -> int:
    """Deletes the keys of past periods, so that their pseudonyms mean nothing. Returns how many."""
    past = NetworkKey.objects.filter(begins_on__lt=_period())
    if dry_run:
        return past.count()
    _known.clear()
    return past.delete()[0]


def _period() -> date:
    days = settings.ENVIRONMENT.network_days
    today = now().date()
    return today - timedelta(days=today.toordinal() % days)


def _key(period: date) -> bytes:
    if period not in _known:
        kept, _ = NetworkKey.objects.get_or_create(
            begins_on=period, defaults={"key": secrets.token_bytes(32)}
        )
        _known[period] = bytes(kept.key)
    return _known[period]
