"""Patterns are found in time that follows the text's length, and refused where they cannot be."""

from time import process_time

import pytest

from belowline.moderation.screening.links import leads_to, links_in
from belowline.moderation.screening.patterns import PatternRefusedError, Patterns, compiled


def test_patterns_of_several_lists_are_found_with_their_places() -> None:
    text = "Côte: call 0800 123456 or 0900 654321"
    found = Patterns([[r"\b0900 \d+"], [r"\d{6}"], ["nothing"]]).find(text)
    assert {key: [text[a:b] for a, b in spans] for key, spans in found.items()} == {
        0: ["0900 654321"],
        1: ["123456", "654321"],
    }


def test_case_makes_no_difference() -> None:
    assert Patterns([["free money"]]).find("FREE Money") == {0: [(0, 10)]}


@pytest.mark.parametrize("pattern", ["(", "a**", r"(?<=a)b", r"(a)\1"])
def test_what_cannot_be_read_is_refused_with_a_reason(pattern) -> None:
    with pytest.raises(PatternRefusedError) as refused:
        compiled(pattern)
    assert str(refused.value)


@pytest.mark.parametrize("pattern", ["a" * 301, r"(\w{1,100} ){1,9}", r"((a{1,50}){1,20}b){1,50}"])
def test_what_is_too_large_is_refused_as_that(pattern) -> None:
    with pytest.raises(PatternRefusedError) as refused:
        compiled(pattern)
    assert refused.value.is_large or "size" in str(refused.value)


@pytest.mark.parametrize("pattern", ["a*", "", "x?"])
def test_what_finds_something_in_every_text_is_refused(pattern) -> None:
    with pytest.raises(PatternRefusedError):
        compiled(pattern)


def test_no_pattern_is_slow() -> None:
    patterns = Patterns([[r"(a+)+$b", r"(x+x+)+y"]])
    begun = process_time()
    patterns.find("a" * 20_000 + "x" * 20_000)
    assert process_time() - begun < 20


def test_links_are_found_by_their_hosts() -> None:
    text = "See [it](https://Shop.Example.com:8080/x?y), //bücher.example/ or www.other.example."
    assert [host for host, _ in links_in(text)] == [
        "shop.example.com",
        "xn--bcher-kva.example",
        "www.other.example",
    ]
    assert leads_to("shop.example.com", "example.com")
    assert not leads_to("badexample.com", "example.com")
    assert links_in("https://me@evil.example/")[0][0] == "evil.example"
