"""DMARC records and alignment, asked of a real DNS server (RFC 9989)."""

import pytest

from belowline.cli.mail_check.dmarc import are_aligned, record_for
from belowline.cli.mail_check.lookups import Lookups
from dns_server import dns_server


@pytest.fixture
def zone():
    with dns_server() as zone:
        yield zone


def test_a_record_stands_at_the_domain_or_above_it(zone) -> None:
    zone.add("_dmarc.post.example", "TXT", "v=DMARC1; p=reject; adkim=s")
    lookups = Lookups(zone.address)
    for domain in ("post.example", "news.post.example"):
        record = record_for(lookups, domain)
        assert (record.domain, record.policy) == ("post.example", "reject")
        assert record.is_strict("adkim")
        assert not record.is_strict("aspf")
    assert record_for(lookups, "other.example") is None


def test_a_domain_of_a_registry_is_no_organisation(zone) -> None:
    zone.add("_dmarc.gov.example", "TXT", "v=DMARC1; p=reject; psd=y")
    lookups = Lookups(zone.address)
    assert are_aligned(lookups, "a.one.gov.example", "one.gov.example", is_strict=False)
    assert not are_aligned(lookups, "one.gov.example", "two.gov.example", is_strict=False)


def test_domains_of_one_organisation_count_as_one_unless_it_is_strict(zone) -> None:
    zone.add("_dmarc.post.example", "TXT", "v=DMARC1; p=none")
    lookups = Lookups(zone.address)
    assert are_aligned(lookups, "mail.post.example", "post.example", is_strict=False)
    assert not are_aligned(lookups, "mail.post.example", "post.example", is_strict=True)
    assert not are_aligned(lookups, "provider.example", "post.example", is_strict=False)


def test_the_walk_asks_eight_names_at_most(zone) -> None:
    lookups = Lookups(zone.address)
    assert record_for(lookups, ".".join("abcdefghijklmnop") + ".example") is None
    assert len(zone.asked) == 8
    assert zone.asked[0].startswith("_dmarc.a.b.c.")
    assert zone.asked[-1] == "_dmarc.example"


def test_two_records_are_none(zone) -> None:
    zone.add("_dmarc.post.example", "TXT", "v=DMARC1; p=none", "v=DMARC1; p=reject")
    assert record_for(Lookups(zone.address), "post.example") is None
