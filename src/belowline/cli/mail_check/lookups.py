"""Asks the domain name system, with an end to every question."""

from ipaddress import IPv4Address, IPv6Address, ip_address

from dns.exception import DNSException
from dns.rdatatype import RdataType
from dns.rdtypes.ANY.MX import MX
from dns.rdtypes.ANY.PTR import PTR
from dns.rdtypes.ANY.TXT import TXT
from dns.rdtypes.IN.A import A
from dns.rdtypes.IN.AAAA import AAAA
from dns.resolver import NXDOMAIN, YXDOMAIN, Answer, NoNameservers, Resolver
from dns.reversename import from_address

type_of_address = {4: RdataType.A, 6: RdataType.AAAA}
IPAddress = IPv4Address | IPv6Address
_SECONDS = 8.0
_PORT = 53


class NoReplyError(Exception):
    """A name server could not be asked, or replied with a fault; the text says about which name."""


class Lookups:
    """Asks the machine's own resolver, or the one at `server` (`192.0.2.1`, `[2001:db8::1]:5353`).

    Every method raises NoReplyError; a name that does not exist has no records.
    """

    def __init__(self, server: str = "") -> None:
        """Raises ValueError for a server that is no address."""
        self._resolver = Resolver(configure=not server)
        self._resolver.lifetime = _SECONDS
        if server:
            host, port = _server(server)
            self._resolver.nameservers, self._resolver.port = [host], port

    def texts(self, name: str) -> list[str]:
        """Its TXT records, the strings of each joined (RFC 7208, 3.3)."""
        found = [it for it in self._records(name, RdataType.TXT) if isinstance(it, TXT)]
        return [b"".join(it.strings).decode("utf-8", "replace") for it in found]

    def addresses(self, name: str, version: int | None = None) -> list[IPAddress]:
        """Its addresses, of IP's version 4, 6 or both."""
        kinds = [kind for of, kind in type_of_address.items() if version in (None, of)]
        records = [record for kind in kinds for record in self._records(name, kind)]
        return [ip_address(it.address) for it in records if isinstance(it, A | AAAA)]

    def mail_hosts(self, name: str) -> list[str]:
        """Where its mail goes (MX), the most wanted first; an empty name says: nowhere."""
        found = [it for it in self._records(name, RdataType.MX) if isinstance(it, MX)]
        wanted = sorted(found, key=lambda it: it.preference)
        return [it.exchange.to_text(omit_final_dot=True).removesuffix(".") for it in wanted]

    def names(self, address: IPAddress) -> list[str]:
        """The names that the address has in reverse."""
        records = self._records(from_address(str(address)).to_text(), RdataType.PTR)
        found = [it for it in records if isinstance(it, PTR)]
        return [it.target.to_text(omit_final_dot=True).lower() for it in found]

    def _records(self, name: str, kind: RdataType) -> list[object]:
        try:
            found: Answer = self._resolver.resolve(
                f"{name.rstrip('.')}.", kind, raise_on_no_answer=False, search=False
            )
        except (NXDOMAIN, YXDOMAIN):
            return []
        except NoNameservers:
            raise NoReplyError(f"The name servers of {name} reply with a fault.") from None
        except (DNSException, UnicodeError):
            raise NoReplyError(f"No name server replied about {name}.") from None
        return list(found.rrset or ())


def _server(told: str) -> tuple[str, int]:
    host, port = told, _PORT
    if told.startswith("["):
        host, _, after = told[1:].partition("]")
        port = int(after.removeprefix(":")) if after else _PORT
    elif told.count(":") == 1:
        host, _, after = told.partition(":")
        port = int(after)
    return str(ip_address(host)), port
