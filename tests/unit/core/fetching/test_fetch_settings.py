"""What the environment may say of where is fetched from."""

from ipaddress import ip_network

import pytest

from belowline.config.environment import EnvironmentFault, read_environment
from belowline.config.fetching import fetch_rules


def test_unless_said_only_the_open_internet_is_fetched_from() -> None:
    rules = fetch_rules(read_environment())
    assert (rules.ports, rules.networks, rules.hosts) == ({80, 443}, (), frozenset())


def test_ports_networks_and_hosts_are_read(monkeypatch) -> None:
    monkeypatch.setenv("BELOWLINE_FETCH_PORTS", "80, 443,8443")
    monkeypatch.setenv("BELOWLINE_FETCH_NETWORKS", "10.1.0.0/16, fd00::/8, 10.9.9.9, cms.intranet")
    rules = fetch_rules(read_environment())
    assert rules.ports == {80, 443, 8443}
    assert rules.networks == tuple(map(ip_network, ("10.1.0.0/16", "fd00::/8", "10.9.9.9")))
    assert rules.hosts == {"cms.intranet"}


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("PORTS", "https", "integer"),
        ("PORTS", "0", "between 1 and 65535"),
        ("PORTS", "70000", "between 1 and 65535"),
        ("PORTS", ",", "between 1 and 65535"),
        ("NETWORKS", "10.1.2.3/8", "no network"),
        ("NETWORKS", "0.0.0.0/0", "too wide"),
        ("NETWORKS", "::/0", "too wide"),
        ("NETWORKS", "CMS.intranet", "small letters"),
        ("NETWORKS", "http://cms.intranet/", "no host"),
        ("NETWORKS", "2130706433", "no host"),
    ],
)
def test_what_cannot_be_used_is_named_at_the_start(monkeypatch, name, value, why) -> None:
    monkeypatch.setenv(f"BELOWLINE_FETCH_{name}", value)
    with pytest.raises(EnvironmentFault, match=why) as told:
        read_environment()
    assert f"BELOWLINE_FETCH_{name}" in str(told.value)
