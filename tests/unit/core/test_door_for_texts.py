"""Texts from outside are bounded before they are read, and cleaned before they are kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belowline.core.markup import clean_line, clean_text, cleaning, render_comment
from belowline.core.refusals import Invalid
from belowline.core.unicode.marks import is_drawn, without_ignorables, without_towers

ACUTE, CEDILLA, HALF_WIDTH_VOICED = "\u0301", "\u0327", "\uff9e"


@pytest.mark.parametrize(
    "text",
    ["a" * 60_000, "\U0001f1e6" * 60_000, "Z" + ACUTE * 100_000, ("e" + ACUTE * 80) * 5_000],
)
@pytest.mark.parametrize("clean", [clean_text, clean_line])
def test_what_is_far_too_long_is_refused_before_anything_reads_it(monkeypatch, clean, text):
    monkeypatch.setattr(cleaning, "without_controls", lambda read: pytest.fail(read[:20]))
    with pytest.raises(Invalid, match="up to 5,000 characters"):
        clean(text, most=5_000, field="text")


@pytest.mark.parametrize(
    "text",
    [
        "क्ष्म्य" * 100,
        "👨‍👩‍👧‍👦" * 100,
        "ＡＢ" * 50,
        "ཧྐྵྨླྺྻྃ" * 100,
    ],
)
def test_no_language_is_too_long_for_as_many_characters(text):
    assert clean_text(text, most=100) == text


@pytest.mark.parametrize("mark", [ACUTE, CEDILLA, HALF_WIDTH_VOICED, "\u200d", "\ufe0f", "\u20dd"])
def test_ten_marks_stay_on_a_letter_and_no_more(mark):
    assert clean_text(f"Z{mark * 90}ebra", most=100) == f"Z{mark * 10}ebra"


def test_marks_of_different_kinds_are_one_tower():
    mixed = (ACUTE + CEDILLA + HALF_WIDTH_VOICED + "\u200d") * 500
    assert len(without_towers(f"Z{mixed}")) == 11


def test_a_mark_that_an_entity_brings_in_is_one_of_the_ten():
    assert render_comment("Z" + "&#x301;" * 500).count(ACUTE) == 10


@pytest.mark.parametrize("sign", ["\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\r", "\r\n"])
def test_every_kind_of_line_and_page_break_parts_words(sign):
    assert clean_text(f"one{sign}two", most=100) == "one\ntwo"
    assert clean_line(f"one{sign}two", most=100) == "one two"


def test_words_hyphens_of_a_word_processor():
    assert clean_text("e\x1email, foot\x1fball", most=100) == "e-mail, football"


@pytest.mark.parametrize(
    "sign",
    [
        *("\x00", "\x08", "\x1b", "\x1d", "\x7f", "\x92", "\ufeff", "\ufdd0", "\ufffe", "\uffff"),
        *("\U0001ffff", "\U0010fffe", "\ud800", "\udfff", "\u202d", "\u202e", "\u206e", "\ufffa"),
    ],
)
def test_what_is_no_character_of_a_text_goes(sign):
    assert clean_text(f"a{sign}b", most=100) == "ab"
    assert clean_line(f"a{sign}b", most=100) == "ab"


def test_what_the_source_may_not_hold_no_entity_brings_in():
    assert "\u202e" not in render_comment("abc &#x202e;def")


def test_signs_that_turn_the_direction_are_ended_on_their_line_or_go():
    isolated = "He said \u2067שלום\u2069 twice"
    assert clean_text(isolated, most=100) == isolated
    assert clean_text("\u2067שלום\nthen", most=100) == "שלום\nthen"
    assert clean_text("a\u202c b\u202ac", most=100) == "a bc"
    assert clean_text("\u202a\u2067x\u202c\u2069", most=100) == "x"


def test_a_line_has_no_signs_that_turn_the_direction():
    assert clean_line("\u2067שלום\u2069 all", most=100) == "שלום all"


def test_a_line_is_refused_where_it_is_longer_than_it_may_be():
    assert clean_line("a" * 20, most=20) == "a" * 20
    with pytest.raises(Invalid, match="up to 20 characters"):
        clean_line("a" * 21, most=20, field="note")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("＞引用", "> 引用"),
        ("＞＞ 引用", "> > 引用"),
        ("　＞引用", "> 引用"),
        ("はい\n>＞引用", "はい\n> > 引用"),
        ("＞＜", "＞＜"),
        ("＞_＜ いたい", "＞_＜ いたい"),
        ("二＞一", "二＞一"),
    ],
)
def test_a_full_width_sign_that_opens_a_line_is_a_quote_mark(typed, kept):
    assert clean_text(typed, most=100) == kept


@pytest.mark.parametrize(
    "text",
    [
        *(
            " ",
            "\u00a0",
            "\u200b",
            "\u2800",
            "\u3164",
            "\uffa0",
            "\u115f",
            "\u1160",
            "\ufe0f",
            "\u0301",
        ),
        *("\u202a\u202c", "\u180e", "\U000e0041", "\u034f", "\ufffc", "\U0001d159", "\U00013441"),
    ],
)
def test_what_draws_nothing_is_empty(text):
    assert not is_drawn(text)
    assert clean_text(text, most=100) == ""
    assert clean_line(text, most=100) == ""


def test_what_is_never_seen_is_left_out_and_the_rest_is_not():
    assert without_ignorables("Ti\u034fde\ufe0f\u200b\u00ad\u3164") == "Tide"
    assert without_ignorables("葛飾 🇯🇵") == "葛飾 🇯🇵"


@given(
    st.text(
        st.sampled_from("ab \n\r\t>＞　＜\x0b\x1e\u0301\u200b\u202a\u202c\u2067\u2069\u3164\ud800")
    )
)
def test_what_went_through_the_door_goes_through_it_unchanged(text):
    cleaned = clean_text(text, most=1_000)
    assert clean_text(cleaned, most=1_000) == cleaned
    line = clean_line(text, most=1_000)
    assert clean_line(line, most=1_000) == line
