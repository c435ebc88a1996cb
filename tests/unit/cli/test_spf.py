"""SPF as receivers evaluate it, asked of a real DNS server (RFC 7208)."""

from ipaddress import ip_address

import pytest

from belowline.cli.mail_check.lookups import Lookups, NoReplyError
from belowline.cli.mail_check.spf import SPF, BrokenRecordError
from belowline.cli.mail_check.spf_macros import Sender, expanded
from dns_server import dns_server

HERE = "192.0.2.10"


@pytest.fixture
def zone():
    with dns_server() as zone:
        yield zone


@pytest.fixture
def evaluated(zone):
    def evaluate(address: str = HERE) -> str:
        return evaluation(zone, address).result("post.example")

    return evaluate


def evaluation(zone, address: str = HERE) -> SPF:
    return SPF(Lookups(zone.address), Sender(ip_address(address), "noreply@post.example"))


@pytest.mark.parametrize(
    ("record", "result"),
    [
        ("v=spf1 ip4:192.0.2.10 -all", "pass"),
        ("v=spf1 ip4:192.0.2.0/24 -all", "pass"),
        ("v=spf1 IP4:192.0.2.99 -ALL", "fail"),
        ("v=spf1 ip4:192.0.2.99 ~all", "softfail"),
        ("v=spf1 ip4:192.0.2.99 ?all", "neutral"),
        ("v=spf1 ip4:192.0.2.99", "neutral"),
        ("v=spf1 -ip4:192.0.2.10 +all", "fail"),
        ("v=spf1 a:mail.post.example -all", "pass"),
        ("v=spf1 a/24 -all", "pass"),
        ("v=spf1 mx -all", "pass"),
        ("v=spf1 ptr -all", "pass"),
        ("v=spf1 exists:%{ir}.%{v}._spf.post.example -all", "pass"),
        ("v=spf1 include:provider.example -all", "pass"),
        ("v=spf1 include:stranger.example ~all", "softfail"),
        ("v=spf1 redirect=provider.example", "pass"),
        ("v=spf1 exp=why.post.example -all", "fail"),
        ("v=spf10 ip4:192.0.2.10", "none"),
    ],
)
def test_a_record_lets_an_address_send_or_not(zone, evaluated, record, result) -> None:
    zone.add("post.example", "TXT", record)
    zone.add("post.example", "A", "192.0.2.77")
    zone.add("post.example", "MX", "10 mail.post.example.")
    zone.add("mail.post.example", "A", HERE)
    zone.add("10.2.0.192.in-addr.arpa", "PTR", "mail.post.example.")
    zone.add("10.2.0.192.in-addr._spf.post.example", "A", "127.0.0.2")
    zone.add("provider.example", "TXT", "v=spf1 ip4:192.0.2.8/29 -all")
    zone.add("stranger.example", "TXT", "v=spf1 ip4:203.0.113.1 -all")
    assert evaluated() == result


def test_an_address_of_the_sixth_version_is_known(zone, evaluated) -> None:
    zone.add("post.example", "TXT", "v=spf1 a:mail.post.example//64 ip6:2001:db8:1::/48 -all")
    zone.add("mail.post.example", "AAAA", "2001:db8::1")
    assert evaluated("2001:db8::99") == "pass"
    assert evaluated("2001:db8:1::1") == "pass"
    assert evaluated("2001:db8:2::1") == "fail"


@pytest.mark.parametrize(
    ("record", "why"),
    [
        ("v=spf1 include:nowhere.example -all", "nowhere.example is included and has no SPF"),
        ("v=spf1 redirect=nowhere.example", "which has none"),
        ("v=spf1 ipv4:192.0.2.10 -all", "There is no mechanism ipv4"),
        ("v=spf1 ip4:192.0.2.300 -all", "192.0.2.300 in an SPF record is no network"),
        ("v=spf1 a/twelve -all", "a/twelve in the record of post.example is not understood"),
        ("v=spf1 a:x1.example a:x2.example a:x3.example -all", "More than 2 names"),
    ],
)
def test_a_record_that_receivers_cannot_use_says_why(zone, evaluated, record, why) -> None:
    zone.add("post.example", "TXT", record)
    with pytest.raises(BrokenRecordError, match=why):
        evaluated()


def test_two_records_are_none(zone, evaluated) -> None:
    zone.add("post.example", "TXT", "v=spf1 -all", "v=spf1 +all")
    with pytest.raises(BrokenRecordError, match="2 records that begin with v=spf1"):
        evaluated()


def test_ten_look_ups_are_the_most_over_all_that_is_included(zone) -> None:
    for number in range(11):
        zone.add(f"s{number}.example", "TXT", f"v=spf1 include:s{number + 1}.example -all")
    zone.add("s11.example", "TXT", "v=spf1 ip4:192.0.2.10 -all")
    zone.add("post.example", "TXT", "v=spf1 include:s2.example -all")
    allowed = evaluation(zone)
    assert allowed.result("post.example") == "pass"
    assert allowed.asked == 10
    zone.add("post.example", "TXT", "v=spf1 include:s1.example -all")
    with pytest.raises(BrokenRecordError, match="more than 10"):
        evaluation(zone).result("post.example")


def test_a_record_that_includes_itself_comes_to_an_end(zone, evaluated) -> None:
    zone.add("post.example", "TXT", "v=spf1 include:post.example -all")
    with pytest.raises(BrokenRecordError, match="more than 10"):
        evaluated()
    assert len(zone.asked) < 20


def test_name_servers_that_do_not_reply_are_named(zone, evaluated, monkeypatch) -> None:
    monkeypatch.setattr("belowline.cli.mail_check.lookups._SECONDS", 0.3)
    zone.broken.add("post.example")
    with pytest.raises(NoReplyError, match=r"The name servers of post\.example"):
        evaluated()
    zone.broken.clear()
    zone.silent.add("post.example")
    with pytest.raises(NoReplyError, match=r"No name server replied about post\.example"):
        evaluated()


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("%{s}", "strong-bad@email.example.com"),
        ("%{o}.%{d}", "email.example.com.example.org"),
        ("%{d2}.%{d1r}", "example.org.example"),
        ("%{l}._.%{lr-}", "strong-bad._.bad.strong"),
        ("%{ir}.%{v}._spf.%%%_%-", "3.2.0.192.in-addr._spf.% %20"),
    ],
)
def test_a_macro_means_what_the_standard_says(words, name) -> None:
    sender = Sender(ip_address("192.0.2.3"), "strong-bad@email.example.com")
    assert expanded(words, sender, "example.org") == name


def test_a_macro_spells_an_address_of_the_sixth_version_by_its_digits() -> None:
    sender = Sender(ip_address("2001:db8::cb01"), "a@b.example")
    assert expanded("%{ir}.%{v}", sender, "b.example").startswith("1.0.b.c.0.0.")
    assert expanded("%{v}", sender, "b.example") == "ip6"
