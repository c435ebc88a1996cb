"""Plain comments, written as Markdown that shows the same characters."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from belowline.transfer.saved_page import markdown_text

SIGNS = "ab1 \n*_#>`<&~|[]()!\\-+=.:;\"'/@^$%{}"
RENDERER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


class Text(HTMLParser):
    """Collects what an HTML page shows."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def shown(source: str) -> list[str]:
    page = Text()
    page.feed(RENDERER.render(source))
    page.close()
    return "".join(page.parts).split()


def without_quote_marks(text: str) -> list[str]:
    return [
        word for line in text.split("\n") for word in re.sub(r"^(> )+", "", line.strip()).split()
    ]


@given(st.text(alphabet=SIGNS))
@example("1. one\n2) two\n- three\n+ four\n# five\n=====\n-----\n    six\n\tseven")
@example('&amp; &#42; <b>no</b> <!-- no --> [a]: /b "c"\n\n[a] ![x](y)')
@example("a | b\n--|--\nc | d\n\n~~~\ncode\n~~~\n```\ncode\n```")
@example("> quoted\nanswer\n> > twice\n>US says")
@example("a\\\nb  \nc")
def test_the_same_characters_are_shown(text: str) -> None:
    assert shown(markdown_text(text)) == without_quote_marks(text)


@given(st.text(st.characters(exclude_categories=["C", "Z"]) | st.sampled_from(" \n")))
def test_any_letters_are_shown(text: str) -> None:
    assert shown(markdown_text(text)) == without_quote_marks(text)


@pytest.mark.parametrize(
    "address",
    [
        "http://rt.com/news/ashton-maidan-946/",
        "https://example.org/a_b/c?d=1&e=%20f#g",
        "https://example.org/*a*_b_",
        "https://example.org/x(y)",
    ],
)
def test_a_bare_address_stays_a_link(address: str) -> None:
    source = markdown_text(f"See {address}, please *now*.")
    rendered = MarkdownIt("commonmark", {"linkify": True}).enable("linkify").render(source)
    assert f'href="{address.replace("&", "&amp;")}"' in rendered
    assert "<em>" not in rendered


def test_a_quoted_line_stays_a_quote_and_ends_before_the_answer() -> None:
    source = markdown_text("> said so\nnot so")
    assert RENDERER.render(source) == (
        "<blockquote>\n<p>said so</p>\n</blockquote>\n<p>not so</p>\n"
    )


def test_a_stray_sign_does_not_open_a_quote() -> None:
    assert "<blockquote>" not in RENDERER.render(markdown_text(">US says"))


def test_a_full_width_quote_mark_is_one_and_parted_from_the_answer_below() -> None:
    assert markdown_text("＞引用\nはい") == "> 引用\n\nはい"


def test_an_address_in_japanese_is_not_wrapped_with_the_text_behind_it() -> None:
    assert markdown_text("参照はhttps://example.jp/a。") == "参照はhttps://example.jp/a。"
