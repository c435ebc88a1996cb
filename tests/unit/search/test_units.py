"""Texts as search sees them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belowline.core.unicode.units import folded_rows, folded_units, folded_word, places_of, units_of
from belowline.search.queries.asked import Asked, phrases_of
from belowline.search.queries.excerpts import excerpt, marked, places_in
from belowline.search.terms import terms_of_phrase, terms_of_text

SAME = [
    ("Ferries", "ferry"),
    ("BRIDGES", "bridge"),
    ("Café", "cafe"),
    ("ＦＥＲＲＹ", "ferry"),
    ("naïve", "naive"),
    ("buses", "buse"),
    ("class", "class"),
    ("STRASSE", "straße"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_case_width_accents_and_the_plural_make_no_difference(one, other) -> None:
    assert folded_word(one) == folded_word(other)


def finds(typed: str, text: str) -> bool:
    wanted, excluded = phrases_of(typed)
    asked = Asked(wanted, excluded)
    found = places_in(text, asked) is not None
    if found:
        assert asked.terms() <= terms_of_text(text), "the index would not say so"
        assert not any(terms <= terms_of_text(text) for terms in asked.unwanted())
    return found


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("bridge harbour", "The harbour has a bridge."),
        ('"harbour bridge"', "The Harbour Bridges are shut."),
        ("well-known", "A well known case."),
        ("東京", "東京都は"),
        ("京都", "東京都は"),
        ("猫", "黒猫が来た"),
        ("都", "東京都"),
        ("パン", "ﾊﾟン屋"),
        ("フェリー 値上げ", "値上げされたフェリー"),
        ("iPhone発売", "新しいiPhone発売へ"),
        ("bridge -ferry", "The bridge is shut."),
        ('bridge -"ferry fares"', "The bridge and the ferry."),
        ("ตลาด", "ไปตลาดกัน"),
    ],
)
def test_it_is_found(typed, text) -> None:
    assert finds(typed, text)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("bridge harbour", "The harbour has no such thing."),
        ('"harbour bridge"', "The bridge in the harbour."),
        ("東京", "京東"),
        ("大京", "大阪と東京"),
        ("ridge", "The bridge."),
        ("bridge -shut", "The bridge is shut."),
        ('bridge -"is shut"', "The bridge is shut."),
    ],
)
def test_it_is_not_found(typed, text) -> None:
    assert not finds(typed, text)


@given(st.text(max_size=300))
def test_whatever_is_typed_is_understood(typed) -> None:
    wanted, excluded = phrases_of(typed)
    assert len(wanted) + len(excluded) <= 12


@given(st.text(max_size=120), st.integers(0, 100), st.integers(1, 30))
def test_the_index_knows_every_piece_of_a_text(text, start, length) -> None:
    piece = list(units_of(text))[start : start + length]
    if piece:
        assert terms_of_phrase(piece) <= terms_of_text(text)


LIKE_TEXTS = st.text(alphabet=st.sampled_from("ab \n'_9éﹰ\u0301東京ﾊﾟไป"), max_size=60)


@given(st.one_of(st.text(max_size=200), LIKE_TEXTS))
def test_the_quick_way_to_compare_units_has_the_same_ones(text) -> None:
    assert folded_units(text) == [unit.folded for unit in units_of(text)]


@given(LIKE_TEXTS, LIKE_TEXTS.filter(lambda text: list(units_of(text))))
def test_a_phrase_is_in_a_text_where_its_units_follow_each_other(text, words) -> None:
    phrase, units = tuple(units_of(words)), list(units_of(text))
    stands = any(True for _ in places_of([unit.folded for unit in phrase], units))
    assert (places_in(text, Asked((phrase,))) is not None) == stands
    assert (places_in(text, Asked((), (phrase,))) is None) == stands


TEXTS = st.text(alphabet=st.sampled_from("ab <>&東京é "), max_size=400)


@given(TEXTS, st.text(alphabet="ab東京é ", min_size=1, max_size=6))
def test_what_is_shown_is_what_is_there(text, typed) -> None:
    wanted, _ = phrases_of(typed)
    if not wanted:
        return
    places = places_in(text, Asked(wanted))
    if places is None:
        return
    whole = marked(text, places)
    assert "".join(piece.words for piece in whole) == text
    assert any(piece.is_found for piece in whole)
    shown = "".join(piece.words for piece in excerpt(text, places) if piece.words != "…")
    assert shown in text
    assert any(piece.is_found for piece in excerpt(text, places))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The mayors’ bridges",
        "東京タワーへ行った。",
        "ｶﾞｷﾞｸ Ünïcode東京タワーabc漢字x",
        "か\u3099ﾞ ไทย 1２３京 a\u0301é_ﾞ東",
    ],
)
def test_rows_are_the_units_of_a_text_and_characters_stand_together(text) -> None:
    units = list(units_of(text))
    rows = list(folded_rows(text))
    assert [each for row in rows for each in row] == [unit.folded for unit in units]
    pairs = [
        (one.folded, other.folded)
        for one, other in pairwise(units)
        if one.is_character and other.is_character and one.end == other.start
    ]
    assert [pair for row in rows for pair in pairwise(row)] == pairs
