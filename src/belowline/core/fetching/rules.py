"""Where may be fetched from."""

from dataclasses import dataclass

from belowline.core.fetching.networks import (
    IPAddress,
    IPNetwork,
    is_on_a_private_network,
    is_public,
)


@dataclass(frozen=True, slots=True)
class FetchRules:
    """The ports, and which private networks and hosts are allowed beside all that is public.

    A network is allowed under whatever name; a host, in small letters, is allowed wherever on a
    private network it is.
    """

    ports: frozenset[int] = frozenset({80, 443})
    networks: tuple[IPNetwork, ...] = ()
    hosts: frozenset[str] = frozenset()

    def allow(self, address: IPAddress, *, host: str) -> bool:
        """Whether this address of the host may be connected to."""
        if is_public(address) or any(address in network for network in self.networks):
            return True
        return host in self.hosts and is_on_a_private_network(address)
