"""Macros in SPF records: names that are made from the mail that is asked about (RFC 7208, 7)."""

import re
from dataclasses import dataclass
from ipaddress import IPv6Address

from belowline.cli.mail_check.lookups import IPAddress

_MACRO = re.compile(r"%(?:%|_|-|\{([slodivh])(\d*)(r?)([.\-+,/_=]*)\})", re.IGNORECASE)
_LITERAL = {"%%": "%", "%_": " ", "%-": "%20"}
_LONGEST = 253


@dataclass(frozen=True, slots=True)
class Sender:
    """From which IP address a mail comes, and from which mailbox its envelope says it is."""

    address: IPAddress
    mailbox: str

    @property
    def domain(self) -> str:
        """Behind the mailbox's @."""
        return self.mailbox.rpartition("@")[2]


def expanded(words: str, sender: Sender, domain: str) -> str:
    """The name that these words of `domain`'s record mean for a mail of this sender."""
    name = _MACRO.sub(lambda found: _value(found, sender, domain), words)
    while len(name) > _LONGEST:
        name = name.partition(".")[2]
    return name


def _value(found: re.Match[str], sender: Sender, domain: str) -> str:
    if found[1] is None:
        return _LITERAL[found[0]]
    values = {
        "s": sender.mailbox,
        "l": sender.mailbox.rpartition("@")[0],
        "o": sender.domain,
        "d": domain,
        "i": _dotted(sender.address),
        "v": "ip6" if isinstance(sender.address, IPv6Address) else "in-addr",
        "h": sender.domain,
    }
    parts = re.split(f"[{re.escape(found[4] or '.')}]", values[found[1].lower()])
    if found[3]:
        parts.reverse()
    return ".".join(parts[-int(found[2]) :] if found[2] and int(found[2]) else parts)


def _dotted(address: IPAddress) -> str:
    if isinstance(address, IPv6Address):
        return ".".join(address.exploded.replace(":", ""))
    return str(address)
