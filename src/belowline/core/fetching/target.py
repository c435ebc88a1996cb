"""What an address on the web says: where to connect, and what to ask for."""

import re
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import quote, urlsplit

import idna

from belowline.core.fetching.faults import ForbiddenAddress
from belowline.core.fetching.networks import IPAddress

_LONGEST = 2_000
_PORTS = {"http": 80, "https": 443}
_SAFE = "!#$%&'()*+,-./:;=?@[]_~"
_IN_NO_ADDRESS = re.compile(r"[\x00-\x20\x7f\\]")
_NAME = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_-]{1,63}", re.ASCII)
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Target:
    """An http or https address in its parts. `host` is in small letters, as the DNS spells it;
    `literal` is set where it is no name but an IP address.
    """

    scheme: str
    host: str
    port: int
    path: str
    literal: IPAddress | None = None

    @property
    def origin(self) -> str:
        """Scheme, host and port: `https://news.example`, as in the Host header where usual."""
        return f"{self.scheme}://{self.authority}"

    @property
    def authority(self) -> str:
        """Host and, where it is not the scheme's own, port: what the Host header says."""
        host = f"[{self.host}]" if isinstance(self.literal, IPv6Address) else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The whole address, in one spelling."""
        return f"{self.origin}{self.path}"


def target_of(url: str) -> Target:
    """The address in its parts, without its fragment.

    Raises ForbiddenAddress for what is no http or https address, carries a name or a password,
    or spells an IP address in another way than its usual one.
    """
    if len(url) > _LONGEST:
        raise ForbiddenAddress(f"The address has more than {_LONGEST} characters.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if _IN_NO_ADDRESS.search(url):
        raise ForbiddenAddress("The address has a space, a backslash or a control character.")
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ForbiddenAddress("The address has to begin with http:// or https:// and a host.")
    if "@" in parts.netloc:
        raise ForbiddenAddress("The address must not have a name or a password in it.")
    host, literal = _host(parts.hostname, is_bracketed="[" in parts.netloc)
    path = quote(parts.path or "/", safe=_SAFE)
    query = f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""
    port = _PORTS[parts.scheme] if port is None else port
    return Target(parts.scheme, host, port, f"{path}{query}", literal)


def _host(host: str, *, is_bracketed: bool) -> tuple[str, IPAddress | None]:
    if is_bracketed:
        try:
            literal = IPv6Address(host) if "%" not in host else None
        except AddressValueError:
            literal = None
        if literal is None:
            raise ForbiddenAddress(f"{host} is no IPv6 address.")
        return str(literal), literal
    name = _name(host)
    if not _NUMBER.fullmatch(name.rpartition(".")[2]):
        return name, None
    try:
        return name, IPv4Address(name)
    except AddressValueError:
        raise ForbiddenAddress(f"{host} is no IPv4 address as they are written.") from None


def _name(host: str) -> str:
    """The name as the DNS spells it, without the dot that may end it."""
    try:
        name = host if host.isascii() else idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError:
        name = ""
    name = name.removesuffix(".")
    if len(name) > 253 or not _NAME.fullmatch(name):
        raise ForbiddenAddress(f"{host} is no host’s name.")
    return name
