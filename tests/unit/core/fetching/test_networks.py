"""Which addresses are everybody's."""

from ipaddress import ip_address, ip_network

import pytest

from belowline.core.fetching import Fetcher, FetchRules, ForbiddenAddress
from belowline.core.fetching.networks import is_public
from belowline.core.fetching.rules import FetchRules as Rules

PUBLIC = ["1.1.1.1", "93.184.215.14", "100.63.255.255", "100.128.0.0", "172.32.0.1", "192.169.0.1"]
PUBLIC += ["198.17.255.255", "223.255.255.255", "2606:4700::1111", "2a00:1450:4001::1"]
FORBIDDEN = {
    "unspecified": ["0.0.0.0", "0.1.2.3", "::"],  # noqa: S104 - refused
    "loopback": ["127.0.0.1", "127.255.255.254", "::1"],
    "private": ["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1"],
    "CG-NAT": ["100.64.0.1", "100.127.255.255"],
    "link-local": ["169.254.169.254", "fe80::1"],
    "multicast": ["224.0.0.1", "239.255.255.255", "ff02::1", "ff0e::1"],
    "reserved": ["240.0.0.1", "255.255.255.255", "4000::1", "100::1", "5f00::1"],
    "documentation": ["192.0.2.1", "198.51.100.1", "203.0.113.1", "2001:db8::1", "3fff::1"],
    "benchmarks": ["198.18.0.1", "198.19.255.255", "2001:2::1"],
    "protocols": ["192.0.0.1", "192.0.0.9", "192.88.99.1", "2001:20::1", "2001:10::1"],
    "IPv4-mapped": ["::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:1.1.1.1", "::ffff:0:1.1.1.1"],
    "IPv4-compatible": ["::127.0.0.1", "::1.1.1.1"],
    "NAT64": ["64:ff9b::7f00:1", "64:ff9b::101:101", "64:ff9b:1::a00:1", "64:ff9b:1:ffff::1"],
    "6to4": ["2002:7f00:1::", "2002:a00:1::1", "2002:101:101::1"],
    "Teredo": ["2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001::1"],
    "unique-local": ["fc00::1", "fd12:3456:789a::1"],
    "site-local": ["fec0::1"],
}


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_of_the_open_internet_is_public(address) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [pytest.param(it, id=f"{why} {it}") for why, all_ in FORBIDDEN.items() for it in all_],
)
def test_an_address_that_leads_inside_is_not_public_and_refused(address) -> None:
    assert not is_public(ip_address(address))
    with pytest.raises(ForbiddenAddress, match="private network"):
        Fetcher(resolve=lambda host, port: [address]).fetch(
            "http://feeds.example/", most=1, seconds=5
        )


def test_a_network_or_a_host_is_allowed_by_the_rules_alone() -> None:
    rules = FetchRules(
        networks=(ip_network("10.1.0.0/16"), ip_network("fd00:1::/32")),
        hosts=frozenset({"cms.intranet"}),
    )
    assert rules.allow(ip_address("10.1.2.3"), host="whatever")
    assert rules.allow(ip_address("fd00:1::2"), host="whatever")
    assert not rules.allow(ip_address("10.2.0.1"), host="whatever")
    assert rules.allow(ip_address("10.2.0.1"), host="cms.intranet")


@pytest.mark.parametrize("address", ["169.254.169.254", "fe80::1", "224.0.0.1", "0.1.2.3", "::"])
def test_a_host_that_is_allowed_never_leads_to_the_machines_own_secrets(address) -> None:
    rules = Rules(hosts=frozenset({"cms.intranet"}))
    assert not rules.allow(ip_address(address), host="cms.intranet")
