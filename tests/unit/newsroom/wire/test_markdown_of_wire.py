"""A text of a wire becomes Markdown that shows the same words, and nothing but words and links."""

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belowline.core.markup import plain_text, render_article
from belowline.newsroom.wire.markdown import markdown_of_html, markdown_of_text

LETTERS = [chr(point) for point in [*range(33, 127), *range(0xA1, 0x250)] if point != 0xAD]
SIGNS = list(" *_[]()<>#+-.1!\\`~&;|=\"'")
TEXT = st.text(st.sampled_from(LETTERS) | st.sampled_from(SIGNS), min_size=1, max_size=60)
PARTS = [
    *("<p>", "</p>", "<b>", "<i>", "<a href='https://a.example'>", "<ul>", "<li>", "<br>"),
    *("<h2>", "<blockquote>", "<script>", "<img src=x onerror=y>", "word ", "x"),
]


def words(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(
    ("markup", "markdown"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("One<br>Two", "One\\\nTwo"),
        ("<h1>Title</h1>text", "## Title\n\ntext"),
        ("<ul><li>a<li>b</ul>", "- a\n- b"),
        ("<ol><li>a</li><li><p>b</p><p>c</p></li></ol>", "1. a\n2. b\n   \n   c"),
        ("<blockquote><p>said</p></blockquote>", "> said"),
        ("<p>a <b>bold </b>word and <i>one</i></p>", "a **bold** word and *one*"),
        (
            "<p>1. not a list</p><p># no title</p><p>- no</p>",
            "1\\. not a list\n\n\\# no title\n\n\\- no",
        ),
        ("<script>x</script><style>y</style><p>z</p><!-- w -->", "z"),
        ("<a href='https://a.example/(x)'>y</a>", "[y](<https://a.example/(x)>)"),
        ("<a href='javascript:x'>y</a>", "y"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\n\nc"),
        ("", ""),
        ("<p> </p>", ""),
    ],
)
def test_markup_becomes_markdown(markup, markdown) -> None:
    assert markdown_of_html(markup) == markdown


def test_plain_text_has_paragraphs_by_empty_lines_or_by_lines() -> None:
    assert markdown_of_text("a\nb\n\nc") == "a\nb\n\nc"
    assert markdown_of_text("a\r\nb") == "a\n\nb"


@settings(max_examples=400, deadline=None)
@given(text=TEXT)
def test_the_words_are_shown_as_they_were_written(text) -> None:
    escaped = html.escape(text)
    for markdown in (
        markdown_of_text(text),
        markdown_of_html(f"<p>{escaped}</p>"),
        markdown_of_html(f"<ul><li>{escaped}</li></ul>"),
        markdown_of_html(f"<blockquote>{escaped}</blockquote>"),
    ):
        assert words(plain_text(render_article(markdown))) == words(text)


@settings(max_examples=200, deadline=None)
@given(parts=st.lists(st.sampled_from(PARTS), max_size=25))
def test_nothing_but_text_and_links_comes_out(parts) -> None:
    shown = render_article(markdown_of_html("".join(parts)))
    assert not re.search(r"<(?!/?(p|br|em|strong|a|ul|ol|li|blockquote|h[234])\b)", shown)
    assert "onerror" not in shown
