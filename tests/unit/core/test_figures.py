"""A line that names a picture becomes a place in an article; nothing else does."""

import pytest

from belowline.core.markup import render_article, render_comment
from belowline.core.markup.figures import figures_in, filled_figures, has_figures, refs_in

REF = "0123456789abc"
LINE = f"![A gull](picture:{REF})"


def test_a_line_by_itself_is_a_figure_with_its_words() -> None:
    html = render_article(f"Before.\n{LINE}\nAfter.")
    assert figures_in(html) == [(REF, "A gull")]
    assert has_figures(html)
    assert filled_figures(html, lambda ref, alt: f"[{ref} {alt}]\n").split("\n") == [
        "<p>Before.</p>",
        f"[{REF} A gull]",
        "",
        "<p>After.</p>",
        "",
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"    {LINE}",
        f"```\n{LINE}\n```",
        f"> {LINE}",
        f"- {LINE}",
        f"Here: {LINE}",
        f"{LINE} and on",
        "![A gull](picture:short)",
        "![A gull](https://elsewhere.example/gull.jpg)",
        f'<figure data-figure="{REF}" data-alt=""></figure>',
    ],
)
def test_anywhere_else_it_is_none(text) -> None:
    html = render_article(text)
    assert figures_in(html) == []
    assert not has_figures(html)
    assert "<img" not in html


def test_words_cannot_break_out_of_their_place() -> None:
    words = 'a"b><script>alert(1)</script>&amp;'
    html = render_article(f"![{words}](picture:{REF})")
    assert figures_in(html) == [(REF, words)]
    assert filled_figures(html, lambda ref, alt: "") == "\n"


def test_a_comment_has_no_figures() -> None:
    assert "figure" not in render_comment(LINE)


def test_what_a_text_may_refer_to_is_found_without_rendering_it() -> None:
    assert refs_in(f"{LINE}\n\n![](picture:zzzzzzzzzzzzz)\n") == [REF, "zzzzzzzzzzzzz"]
