"""What was read of a text is kept for the next comment, but not of long ones."""

from importlib import import_module
from zoneinfo import ZoneInfo

import pytest

from belowline.discussion.quotation import (
    EarlierComment,
    fingerprints,
    probes,
    recognition,
    sources,
    words,
)
from belowline.discussion.quotation.words import LONGEST_KEPT

ZONE = ZoneInfo("UTC")
fingerprinting = import_module("belowline.discussion.quotation.fingerprints")


def _fill(text: str) -> None:
    read = words.words(text)
    probes(read)
    fingerprinting._grams(read)
    recognition._claims(text, ZONE)
    sources.voice_of(EarlierComment(1, None, None, text), ZONE)


@pytest.fixture
def caches():
    found = [
        words._kept,
        fingerprinting._kept_probes,
        fingerprinting._kept_grams,
        recognition._kept,
        sources._kept_voice,
        sources._kept_article,
    ]
    for cache in found:
        cache.cache_clear()
    return found


def test_of_a_long_text_nothing_is_kept(caches):
    long = " ".join(f"word{number}" for number in range(LONGEST_KEPT))
    _fill(long)
    sources.article_voice(long * 10, ZONE)
    assert [cache.cache_info().currsize for cache in caches] == [0] * 6


def test_of_a_short_one_it_is_and_both_are_read_alike(caches):
    short = "The last train leaves eleven minutes too early."
    _fill(short)
    sources.article_voice(short, ZONE)
    assert all(cache.cache_info().currsize for cache in caches)
    assert words._read(short) == words.words(short)
    assert fingerprints(short)


def test_an_address_in_a_text_without_spaces_is_one_word_and_the_text_is_others():
    read = words.words("参照はhttps://example.jp/aをご覧")
    assert read.tokens == ("参", "照", "は", "https://example.jp/a", "を", "ご", "覧")
