"""One page has one address, and two pages have two."""

from posixpath import normpath
from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


SEGMENT = st.text(alphabet="abcé日 ~%2F-._", min_size=1, max_size=8).filter(
    lambda text: text.strip(". ") != "" and text == text.strip()
)
PATHS = st.lists(SEGMENT, min_size=1, max_size=4).map("/".join)
PAIRS = st.lists(
    st.tuples(st.sampled_from(["id", "p", "q", "view"]), st.text(alphabet="ab1 é&=", max_size=5)),
    max_size=3,
)


@given(st.text(max_size=120))
def test_any_text_has_a_spelling_that_is_its_own(text: str) -> None:
    spelt = one_spelling(f"https://news.example/{text}")
    assert one_spelling(spelt) == spelt
    assert one_spelling(one_spelling(text)) == one_spelling(text)


@given(
    PATHS,
    PAIRS,
    st.sampled_from(["http://", "https://", "HTTPS://"]),
    st.sampled_from(
        [
            "news.example",
            "www.news.example",
            "News.Example",
            "news.example.",
            "WWW.news.example:443",
        ]
    ),
    st.sampled_from(["", "/", "//"]),
    st.sampled_from(["", "#top", "#c-1?x"]),
    st.sampled_from(TRACKING.split()),
    st.booleans(),
)
def test_all_spellings_of_a_page_are_one(
    path, pairs, scheme, host, last, fragment, parameter, is_reversed
) -> None:
    query = [f"{name}={quote(value)}" for name, value in pairs]
    plain = one_spelling(f"https://news.example/{path}" + (f"?{'&'.join(query)}" if query else ""))
    tracked = [*reversed(query)] if is_reversed else [*query]
    tracked.insert(len(tracked) // 2, f"{parameter}=x")
    assert one_spelling(f"{scheme}{host}/{path}{last}?{'&'.join(tracked)}{fragment}") == plain


@given(PATHS, PATHS)
def test_two_paths_that_a_server_tells_apart_stay_two(one: str, other: str) -> None:
    def read(path: str) -> str:
        return normpath("/" + unquote(path.replace("%2F", "\0").replace("%2f", "\0"))).strip("/")

    if read(one) != read(other):
        assert one_spelling(f"https://news.example/{one}") != one_spelling(
            f"https://news.example/{other}"
        )
