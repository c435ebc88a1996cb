"""Folding of words, and splitting of Markdown into paragraphs."""

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from belowline.discussion.quotation.passages import passages
from belowline.discussion.quotation.words import WORD, words


def test_curly_and_straight_signs_are_the_same() -> None:
    assert words("“Don\u2019t” — he said…").line == words('"DON\'T" - he said...').line


def test_emphasis_and_stray_marks_vanish() -> None:
    assert words("the *very* **best**, the >US `says`").line == " the very best the us says "


def test_a_word_emphasised_in_part_stays_one_word() -> None:
    assert words("un*believ*able").tokens == ("unbelievable",)


def test_escaped_signs_read_like_plain_ones() -> None:
    assert words(r"kestrel\_9 said \*no\*").line == words("kestrel_9 said *no*").line


def test_each_character_of_an_unspaced_script_counts_a_third_of_a_word() -> None:
    read = words("東京で雨。 Rain")
    assert read.tokens == ("東", "京", "で", "雨", "rain")
    assert read.weight == 4 + WORD


def test_thai_and_devanagari_keep_their_marks() -> None:
    assert words("ที่นี่").tokens == ("ที่", "นี่")
    assert words("हिन्दी भाषा").tokens == ("हिन्दी", "भाषा")


def test_a_web_address_is_one_word() -> None:
    assert words("see https://example.org/a/b-c?d=1.").weight == 2 * WORD


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    line = words(text).line
    assert words(line).line == line


@example("1'.")
@given(st.text(alphabet="abé1 .,'-“”\n"))
def test_both_engines_read_the_same_words(text: str) -> None:
    # The combining mark in front makes the whole text go the way of the general engine.
    assert words("\u0301 " + text).line == words(text).line


def test_ranges_are_half_open_and_counted_from_nought() -> None:
    found = passages("one\ntwo\n\n> three\n> > four\n\n\nfive")
    assert [(it.start_line, it.end_line, it.depth) for it in found] == [
        (0, 2, 0),
        (3, 4, 1),
        (4, 5, 2),
        (7, 8, 0),
    ]
    assert [it.text for it in found] == ["one\ntwo", "three", "four", "five"]


def test_an_answer_straight_below_a_quoted_line_is_its_own_paragraph() -> None:
    assert [it.text for it in passages("> quoted\nanswer")] == ["quoted", "answer"]


def test_fenced_code_holds_no_paragraphs() -> None:
    assert [it.text for it in passages("a\n\n```\nb\n\nc\n```\n\nd")] == ["a", "d"]


@given(st.lists(st.text(alphabet="abc xyz", min_size=1).filter(str.strip), min_size=1))
def test_lines_are_counted_as_the_renderer_counts_them(paragraphs: list[str]) -> None:
    text = "\n\n".join(f"w{it}" for it in paragraphs)
    tokens = [it.map for it in MarkdownIt().parse(text) if it.type == "paragraph_open"]
    assert [[it.start_line, it.end_line] for it in passages(text)] == tokens


@given(st.text(alphabet="ab \r\n>"))
def test_an_unquoted_paragraph_stands_at_its_offset(text: str) -> None:
    for it in passages(text):
        first = it.text.split("\n")[0]
        assert text[it.offset :].startswith(first)
