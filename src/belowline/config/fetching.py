"""Where may be fetched from: what the environment allows beside the open internet."""

import re
from ipaddress import ip_network
from typing import Annotated

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode

from belowline.core.fetching import FetchRules
from belowline.core.fetching.networks import IPNetwork

_HOST = re.compile(r"(?:[a-z0-9_-]+\.)*[a-z0-9_-]*[a-z_-][a-z0-9_-]*", re.ASCII)
_WIDEST = {4: 8, 6: 7}


class Fetching(BaseSettings):
    """The settings."""

    fetch_ports: Annotated[list[int], NoDecode] = Field(
        default=[80, 443],
        description="Ports from which feeds, keys and pictures are fetched, separated by commas.",
    )
    fetch_networks: Annotated[list[str], NoDecode] = Field(
        default_factory=list,
        description="Private networks (`10.1.2.0/24`) and hosts (`cms.intranet`) from which may be "
        "fetched beside the open internet, separated by commas.",
    )

    @field_validator("fetch_ports", "fetch_networks", mode="before")
    @classmethod
    def _split_list(cls, value: object) -> object:
        if isinstance(value, str):
            return [part.strip() for part in value.split(",") if part.strip()]
        return value

    @field_validator("fetch_ports")
    @classmethod
    def _are_ports(cls, value: list[int]) -> list[int]:
        if not value or not all(1 <= port <= 65_535 for port in value):
            raise ValueError("has to be ports between 1 and 65535")
        return value

    @field_validator("fetch_networks")
    @classmethod
    def _are_networks_or_hosts(cls, value: list[str]) -> list[str]:
        for entry in value:
            network = _network(entry)
            if network is None and not _HOST.fullmatch(entry):
                raise ValueError(f"{entry!r} is no network and no host's name in small letters")
            if network is not None and network.prefixlen < _WIDEST[network.version]:
                raise ValueError(f"{entry!r} is too wide: what is inside would not be kept inside")
        return value


def fetch_rules(settings: Fetching) -> FetchRules:
    """The rules that the settings say."""
    networks = [_network(entry) for entry in settings.fetch_networks]
    return FetchRules(
        ports=frozenset(settings.fetch_ports),
        networks=tuple(network for network in networks if network is not None),
        hosts=frozenset(entry for entry in settings.fetch_networks if _network(entry) is None),
    )


def _network(entry: str) -> IPNetwork | None:
    """The network or single address; None for what is none. A bare number is no address."""
    if entry.isdecimal():
        return None
    try:
        return ip_network(entry)
    except ValueError:
        return None
