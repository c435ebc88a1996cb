"""Long copies are found by hashes, whatever stands between the words, and cut to their first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belowline.core.markup import render_article, render_comment
from belowline.core.markup.word_runs import copied_runs, cut_short, packed, shingles, unpacked

TEXT = (
    "The last boat of the day left the *north quay* at eleven, with nine people and a dog on "
    "board, and nobody on the pier could say afterwards who had given the order to cast off so "
    "early that the harbour master, who was still at his supper, heard of it from the cook."
)
ARTICLE = render_article(TEXT)
KNOWN = shingles(ARTICLE)


def runs(markdown: str, least: int = 20) -> list[tuple[int, int]]:
    return copied_runs(render_comment(markdown), lambda: KNOWN, least=least)


def shown(markdown: str, first: int = 6) -> str:
    html = render_comment(markdown)
    return cut_short(html, copied_runs(html, lambda: KNOWN, least=20), first=first)


def test_a_long_copy_is_cut_to_its_first_words() -> None:
    html = shown(f"Look at this:\n\n> {TEXT}\n\nI do not believe it.")
    assert "The last boat of the day…" in html
    assert "harbour master" not in html
    assert "I do not believe it." in html
    assert html.count("<blockquote>") == html.count("</blockquote>") == 1


@pytest.mark.parametrize(
    "changed",
    [
        TEXT.replace("*", ""),
        TEXT.upper(),
        TEXT.replace(" ", "\n"),
        TEXT.replace("the", "**the**"),
        TEXT.replace(",", " –"),
        TEXT.replace("with nine", "with\n\n> nine"),
    ],
)
def test_a_copy_is_found_however_it_is_set(changed: str) -> None:
    assert runs(changed)


def test_a_short_quotation_stays() -> None:
    assert runs(" ".join(TEXT.split()[:18])) == []
    assert "north quay" in shown(" ".join(TEXT.split()[:18]))


def test_words_of_ones_own_stay() -> None:
    words = "I was on the pier that night and saw the cook run, which is all that I can say of it."
    html = shown(f"{words}\n\n{TEXT}\n\n{words}")
    assert html.count("I was on the pier that night") == 2
    assert html.count("all that I can say of it.") == 2


def test_a_text_without_spaces_is_found_by_its_characters() -> None:
    text = (
        "昨夜十一時、最終の渡し船は九人と犬一匹を乗せて北の岸壁を離れたが、"
        "誰が出航を命じたのかを知る者は桟橋に一人もいなかった。"
    )
    known = shingles(render_article(text))
    html = render_comment(f"これはひどい。{text}私は信じない。")
    found = copied_runs(html, lambda: known, least=10)
    short = cut_short(html, found, first=3)
    assert len(found) == 1
    assert "昨夜十一時" in short
    assert "桟橋" not in short
    assert "私は信じない。" in short


def test_what_is_too_short_asks_for_no_hashes() -> None:
    def of() -> frozenset[int]:
        raise AssertionError

    assert copied_runs("<p>Short.</p>", of, least=20) == []


def test_names_above_quotes_are_no_words_of_it() -> None:
    bare = f"<blockquote><p>{TEXT}</p></blockquote>"
    named = bare.replace("<p>", '<cite><a href="/c/x">Some One</a></cite><p>')
    assert copied_runs(named, lambda: KNOWN, least=20) == copied_runs(bare, lambda: KNOWN, least=20)


def test_hashes_are_kept_and_come_back() -> None:
    assert unpacked(packed(KNOWN)) == KNOWN
    assert len(packed(KNOWN)) == 8 * len(KNOWN)


@given(st.text(alphabet="<>&;/pab c昨夜\n", max_size=80), st.integers(0, 40), st.integers(0, 40))
def test_cutting_breaks_no_markup(text: str, low: int, length: int) -> None:
    html = render_comment(f"{text} **one two** three\n\n> four five *six*\n\n- seven\n- eight")
    short = cut_short(html, [(low, low + length + 1)], first=1)
    for tag in ("p", "strong", "em", "blockquote", "li", "ul"):
        assert short.count(f"<{tag}>") == short.count(f"</{tag}>")
