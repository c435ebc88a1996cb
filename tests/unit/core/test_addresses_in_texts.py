"""Bare addresses end where the text goes on; what is nested deep is not lost."""

import re

import pytest

from belowline.core.markup import plain_text, render_article, render_comment

JP = "https://example.jp/a"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (f"参照は{JP} をご覧ください。", JP),
        (f"参照は{JP}をご覧ください。", JP),
        (f"参照は{JP}、次に", JP),
        (f"「{JP}」と", JP),
        (f"（{JP}）と", JP),
        (f"【{JP}】", JP),
        (f"{JP}ー", JP),
        (f"{JP}！", JP),
        ("https://example.jp/?q=1#tをご覧", "https://example.jp/?q=1#t"),
        ("https://example.jpをご覧", "https://example.jp"),
        ("https://example.jp:8080をご覧", "https://example.jp:8080"),
        ("https://example.kr/a를 보세요", "https://example.kr/a"),
        ("ดูhttps://example.th/aครับ", "https://example.th/a"),
        ("https://例え.jp/aを", "https://xn--r8jz45g.jp/a"),
        ("mailto:a@example.jpへどうぞ", "mailto:a@example.jp"),
        ("https://example.fr/é and on", "https://example.fr/%C3%A9"),
    ],
)
def test_an_address_ends_where_a_text_without_spaces_goes_on(text, address):
    html = render_comment(text)
    assert re.findall('href="([^"]+)"', html) == [address]
    assert plain_text(html) == text


def test_the_next_address_in_such_a_text_is_one_as_well():
    html = render_comment("https://a.example/xとhttps://b.example/yと")
    assert re.findall('href="([^"]+)"', html) == ["https://a.example/x", "https://b.example/y"]


def test_what_is_marked_as_a_link_keeps_all_of_its_address():
    html = render_comment("[記事](https://example.jp/記事) <https://example.jp/本>")
    assert len(re.findall(r'href="https://example.jp/%', html)) == 2


@pytest.mark.parametrize("render", [render_comment, render_article])
@pytest.mark.parametrize("depth", [1, 19, 20, 24, 25, 60, 400])
@pytest.mark.parametrize("mark", ["> ", ">", "- ", "1. ", "> - ", "* > "])
def test_nothing_that_is_nested_is_lost(render, depth, mark):
    text = f"{mark * depth}deep words\n{mark * depth}deeper words\n\nafter"
    said = plain_text(render(text))
    assert "deep words" in said
    assert "deeper words" in said
    assert "after" in said


def test_a_list_that_is_indented_ever_more_is_not_lost():
    text = "\n".join(f"{'  ' * depth}- item {depth}" for depth in range(90))
    said = plain_text(render_comment(text))
    assert all(f"item {depth}" in said for depth in range(90))


def test_a_quote_within_more_quotes_than_are_shown_has_no_marks_left():
    assert plain_text(render_comment("> " * 200 + "said")) == "said"
