"""One mailbox has one spelling."""

import pytest

from belowline.core.mail_addresses import one_spelling


@pytest.mark.parametrize(
    "address",
    [
        "Owner@Example.org",
        " owner@example.org\u200b",
        "own\u00ader@ex\u00adample.org",
        "owner@example.org\u034f\ufe0f",
        "ｏｗｎｅｒ＠ｅｘａｍｐｌｅ．ｏｒｇ",
        "owner@example。org",
        "\u202aowner@example.org\u202c",
        "owner\x00@example.org\x7f",
    ],
)
def test_what_is_not_seen_and_width_and_case_do_not_count(address):
    assert one_spelling(address) == "owner@example.org"


@pytest.mark.parametrize(
    "address",
    [
        *("info@münchen.example", "info@MÜNCHEN.example", "info@mu\u0308nchen.example"),
        *("info@xn--mnchen-3ya.example", "info@XN--MNCHEN-3YA.example"),
    ],
)
def test_a_domain_is_spelled_as_the_dns_spells_it(address):
    assert one_spelling(address) == "info@xn--mnchen-3ya.example"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("a.b@example.org", "ab@example.org"), ("a+b@example.org", "a@example.org")),
        *(("info@faß.example", "info@fass.example"), ("é@example.org", "e@example.org")),
    ],
)
def test_other_mailboxes_are_others(one, other):
    assert one_spelling(one) != one_spelling(other)


@pytest.mark.parametrize("text", ["", "ü", "a@-ü.example", "ü@", f"a@{'ü' * 100}", "ü" * 5_000])
def test_what_is_no_address_raises_nothing(text):
    assert one_spelling(one_spelling(text)) == one_spelling(text)
