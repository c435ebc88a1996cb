"""Words are found however they are disguised, and where they stand; other words are not."""

import string
import sys

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from belowline.moderation.screening.folding import fold
from belowline.moderation.screening.reading import IGNORABLE
from belowline.moderation.screening.tokens import spelled, token_of, words_in
from belowline.moderation.screening.words import WordLists, needles

DISGUISES = {
    "capitals": "You IDIOT!",
    "digits for letters": "what an 1d10t he is",
    "letters set apart": "you i d i o t",
    "letters set apart behind another": "a i d i o t",
    "letters set apart by stops": "i.d.i.o.t.",
    "a space without width": "id\u200biot",
    "a soft hyphen": "id\u00adiot",
    "Cyrillic letters": "\u0456\u0501\u0456\u043et",
    "full width": "ｉｄｉｏｔ",
    "letters in rings": "ⓘⓓⓘⓞⓣ",
    "letters in boxes": "🅸🅳🅸🅾🆃",
    "accents": "ÏDÏÖT",
    "marks that hang": "i\u0336d\u0336i\u0336o\u0336t\u0336",
    "letters drawn out": "iiiidiooooot",
    "emphasis within": "**id**iot",
    "references": "&#105;diot",
    "behind kana": "これidiotだ",
}
_LETTERS = st.characters(codec="utf-8")


def found(entries: list[str], text: str) -> list[str]:
    spans = WordLists([entries]).find(fold(text)).get(0, [])
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize("disguise", DISGUISES)
def test_a_disguised_word_is_found(disguise) -> None:
    assert len(found(["idiot"], DISGUISES[disguise])) == 1


def test_what_is_found_is_shown_as_it_was_written() -> None:
    assert found(["idiot"], "So, i.d.i.o.t. and **id**iot.") == ["i.d.i.o.t", "id**iot"]
    assert found(["idiot"], "Ein &#105;diot!") == ["&#105;diot"]
    assert found(["kill yourself"], "Go  KILL,\nyourself now") == ["KILL,\nyourself"]


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("ass", "as is"),
        ("ass", "I assume that the class passes"),
        ("god", "a good day"),
        ("ball", "out on bail"),
        ("idiot", "idiotic"),
        ("idiot", "In 2010 it cost 1010"),
        ("ate", "the plate"),
    ],
)
def test_another_word_is_not(word, text) -> None:
    assert found([word], text) == []


@pytest.mark.parametrize(
    "text", ["ki11 yourself", "kill y0urse1f", "kilI yourself", "KILL yourself"]
)
def test_a_digit_may_stand_for_either_of_two_letters(text) -> None:
    assert found(["kill yourself"], text) == [text]


@pytest.mark.parametrize("text", ["バカ", "ばか", "ﾊﾞｶ", "バ・カ", "バ カ", "お前はバカだ"])
def test_japanese_is_found_within_other_words_whatever_its_kana(text) -> None:
    assert len(found(["バカ"], text)) == 1


def test_a_star_leaves_a_word_open() -> None:
    assert found(["idiot*"], "idiotic idiots, no midiot") == ["idiot", "idiot"]
    assert found(["*idiot*"], "midiotic") == ["idiot"]


def test_a_letter_drawn_out_has_to_be_drawn_out() -> None:
    assert found(["ass"], "asssss") == ["asssss"]
    assert found(["ass"], "aass") == []


def test_an_entry_without_letters_is_none() -> None:
    assert [list(needles(entry)) for entry in ("", "*", "!?", "\u200b")] == [[], [], [], []]


def test_several_lists_are_told_apart() -> None:
    lists = WordLists([["boat", "quay"], ["quay"], []])
    assert {key: len(spans) for key, spans in lists.find(fold("A boat at the quay.")).items()} == {
        0: 2,
        1: 1,
    }


def test_what_is_not_drawn_is_what_unicode_says_is_not() -> None:
    drawn_not = regex.compile(r"\p{Default_Ignorable_Code_Point}")
    ours = regex.compile(f"[{IGNORABLE}]")
    known = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF]
    assert [it for it in known if drawn_not.match(it) and not ours.match(it)] == []


@given(st.text(_LETTERS))
def test_no_text_breaks_it_and_places_lie_within(text) -> None:
    folded = fold(text)
    for start in range(len(folded.text) - 1):
        if folded.text[start] != " ":
            begins, ends = folded.place(start, start + 1)
            assert 0 <= begins < ends <= len(text)
            assert folded.rows(start, start + 1)[0] >= 1


@given(st.text(_LETTERS), st.text(_LETTERS))
def test_a_word_is_found_in_whatever_stands_around_it(before, after) -> None:
    text = f"{before} \n brigand \n {after}"
    spans = WordLists([["brigand"]]).find(fold(text)).get(0, [])
    assert any("brigand" in text[start:end] for start, end in spans)


@given(st.text(_LETTERS))
def test_both_ways_of_splitting_agree(text) -> None:
    said, _ = spelled(text)
    assert said == [token.text for word, _ in words_in(text) if (token := token_of(word)).text]


@given(st.text(string.ascii_letters, min_size=2, max_size=12))
def test_every_word_finds_itself(word) -> None:
    assert word in found([word], f"so, {word}!")
