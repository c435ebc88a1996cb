"""A letter as it has arrived in a mailbox: what it says about the way by which it came."""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.utils import parseaddr
from ipaddress import ip_address

from belowline.cli.mail_check.lookups import IPAddress

LARGEST_LETTER = 5_000_000
_CLIENT = re.compile(r"client-ip=([0-9a-f.:]+)", re.IGNORECASE)
_BRACKETED = re.compile(r"\[(?:IPv6:)?([0-9a-f.:]+)\]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ArrivedLetter:
    """`sent_from` is the address that handed it to the mailbox's own servers, if it says so.

    `envelope` is the mailbox to which it would have been returned, empty where it is not said.
    """

    raw: bytes
    author: str
    envelope: str
    sent_from: IPAddress | None
    headers: frozenset[str]


def read_letter(raw: bytes) -> ArrivedLetter:
    """Reads a letter that was saved with all its headers."""
    message = message_from_bytes(raw[:LARGEST_LETTER], policy=policy.compat32)
    return ArrivedLetter(
        raw,
        parseaddr(str(message["From"] or ""))[1],
        parseaddr(str(message["Return-Path"] or ""))[1],
        _sent_from(
            [str(it) for it in message.get_all("Received-SPF", [])],
            [str(it) for it in message.get_all("Received", [])],
        ),
        frozenset(name.lower() for name in message.keys()),  # noqa: SIM118 - a message is no dict
    )


def _sent_from(results: list[str], ways: list[str]) -> IPAddress | None:
    """What the receiver's own SPF result says (RFC 7208, 9.1), or the first public address."""
    told = [found[1] for it in results if (found := _CLIENT.search(it))]
    told += [found for it in ways for found in _BRACKETED.findall(it.partition(" by ")[0])]
    for text in told:
        try:
            address = ip_address(text)
        except ValueError:
            continue
        if address.is_global:
            return address
    return None
