"""Which addresses of the internet are everybody's, and which could lead into a private network."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network

IPAddress = IPv4Address | IPv6Address
IPNetwork = IPv4Network | IPv6Network

# Beside what the library knows, which depends on the release of Python: shared by a provider's
# customers, benchmarks, documentation, relays of 6to4, identifiers and segments. IPv6 is taken
# from what is in use (2000::/3) alone, so that all that embeds IPv4 or is local falls away.
_NOT_PUBLIC: tuple[IPNetwork, ...] = tuple(
    ip_network(network)
    for network in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
        *("172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24"),
        *("192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15"),
        *("198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3"),
        *("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20"),
    )
)
_IPV6_IN_USE = IPv6Network("2000::/3")


def is_public(address: IPAddress) -> bool:
    """Whether it is an address of one machine that anybody may reach.

    Private, loopback, link-local, multicast, reserved, documentation and benchmark addresses are
    not, nor any IPv6 address that carries an IPv4 one (mapped, NAT64, 6to4, Teredo).
    """
    if isinstance(address, IPv6Address) and address not in _IPV6_IN_USE:
        return False
    return address.is_global and not any(address in network for network in _NOT_PUBLIC)


def is_on_a_private_network(address: IPAddress) -> bool:
    """Whether it is one that a publisher may use inside, or this machine's own.

    Link-local is left out: at such addresses clouds hand out a machine's secrets.
    """
    if isinstance(address, IPv6Address):
        return address in IPv6Network("fc00::/7") or address.is_loopback
    local = ("10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")
    return any(address in IPv4Network(network) for network in local)
