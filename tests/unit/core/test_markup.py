"""Comments' Markdown: what it may do, and what it may not."""

import pytest

from belowline.core.markup import Address, Citation, clean_text, plain_text, render_comment
from belowline.core.markup.parser import comment_parser
from belowline.core.unicode.graphemes import characters


def test_bare_links_become_links_that_vouch_for_nothing():
    html = render_comment("See https://example.org/a?b=1&c=2.")
    assert html == (
        '<p>See <a href="https://example.org/a?b=1&amp;c=2" rel="nofollow ugc noopener">'
        "https://example.org/a?b=1&amp;c=2</a>.</p>"
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# Loud", "<p># Loud</p>"),
        ("Loud\n====", "<p>Loud<br>\n====</p>"),
        ("![x](https://example.org/x.png)", None),
        ("<b>bold</b>", "<p>&lt;b&gt;bold&lt;/b&gt;</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("[x](/accounts/logout/)", "<p>[x](/accounts/logout/)</p>"),
        ("[x](//example.org)", "<p>[x](//example.org)</p>"),
        ("---", "<p>---</p>"),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
    ],
)
def test_what_a_comment_may_not_do_is_shown_as_it_was_typed(text, html):
    rendered = render_comment(text)
    assert "<img" not in rendered
    assert html is None or rendered == html


def test_a_citation_names_its_source_above_the_words():
    html = render_comment(
        "Said before.\n\nI agree.", [Citation(0, 1, "Said before.", "A & B", "/c/1")]
    )
    assert html.startswith(
        '<blockquote>\n<cite><a href="/c/1">A &amp; B</a></cite><p>Said before.</p>'
    )
    assert html.endswith("<p>I agree.</p>")


def test_two_citations_in_a_row_stay_two():
    text = "One.\n\nTwo.\n\nMine."
    html = render_comment(
        text, [Citation(0, 1, "One.", "a", "/c/1"), Citation(2, 3, "Two.", "b", "/c/2")]
    )
    assert html.count("<blockquote>") == html.count("<cite>") == 2


def test_an_address_becomes_a_link_inside_the_site():
    html = render_comment("Well.\n\n@ann no.", [], [Address(2, "@ann", "/c/1")])
    assert '<a class="mention" href="/c/1">@ann</a> no.' in html


def test_plain_text_leaves_citations_and_tags_out():
    html = render_comment(
        "Said &amp; done.\n\nYes.", [Citation(0, 1, "Said &amp; done.", "a", "/c/1")]
    )
    assert plain_text(html) == "Said & done.\nYes."


def test_plain_text_which_is_cut_and_put_in_lines_turns_nothing_around():
    assert (
        plain_text("<p>He said \u2067\u05d0\u2069 &amp; \u202aleft</p>") == "He said \u05d0 & left"
    )


def test_cleaning_drops_what_cannot_be_seen():
    assert clean_text("\r\n a\x00b\u202e \r\nc \n\n", most=100) == "ab\nc"


@pytest.mark.parametrize(
    ("text", "length"),
    [("abc", 3), ("a\r\nb", 3), ("e\u0301", 1), ("👨‍👩‍👧", 1), ("🇯🇵", 1), ("が", 1), ("ｶﾞ", 1)],
)
def test_characters_are_counted_as_people_count(text, length):
    assert characters(text) == length


@pytest.mark.parametrize(
    "text",
    [
        "HTTPS://a.example/x",
        "//b.example/ and mailto:c@d.example",
        "MAILTO:e@f.example",
        "Not these: www.g.example, h@i.example, tel:123, http:nothing, j.k",
    ],
)
def test_whether_links_are_looked_for_changes_nothing(text):
    whole = comment_parser().render(text)
    assert ("<a " in whole) == ("<a " in render_comment(text))
