"""One page has one address, and two pages have two."""

import pytest

from belowline.core.web_addresses import one_spelling


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://news.example/a%2Fb", "https://news.example/a/b"),
        ("https://news.example/a%3Fb", "https://news.example/a?b"),
        ("https://news.example/%E9", "https://news.example/%E8"),
        ("https://news.example/s?q=%E9", "https://news.example/s?q=%E8"),
        ("https://news.example/s?q=a%26b=1", "https://news.example/s?q=a&b=1"),
    ],
)
def test_what_is_escaped_for_a_reason_stays_another_page(one: str, other: str) -> None:
    assert one_spelling(one) != one_spelling(other)


TRACKING = (
    "fbclid gclid dclid gbraid wbraid msclkid twclid ttclid yclid igsh igshid li_fat_id srsltid "
    "utm_source UTM_Medium mc_cid _gl"
)


@pytest.mark.parametrize("parameter", TRACKING.split())
def test_where_a_reader_came_from_is_no_part_of_the_address(parameter: str) -> None:
    assert one_spelling(f"https://news.example/a?{parameter}=1&p=2") == "https://news.example/a?p=2"


@pytest.mark.parametrize(
    "address",
    [
        "http://[2001:DB8::1]:8000/a",
        "https://news.example/50%",
        "https://news.example/%e3%81%82?q=あ+b",
    ],
)
def test_a_spelling_is_its_own_spelling(address: str) -> None:
    spelt = one_spelling(address)
    assert one_spelling(spelt) == spelt


def test_an_address_of_numbers_keeps_its_brackets() -> None:
    assert one_spelling("http://[2001:DB8::1]:8000/a") == "https://[2001:db8::1]:8000/a"


def test_an_address_too_long_once_it_is_escaped_stays_as_it_is() -> None:
    address = "https://news.example/" + "あ" * 700
    assert one_spelling(address) == address
