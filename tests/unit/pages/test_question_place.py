"""Where a question stands in an article's text."""

import pytest
from django.utils.safestring import SafeString

from belowline.core.markup import render_article
from belowline.pages.question import aside, in_place

_HERE = SafeString("<aside></aside>")
_SIX = render_article("\n\n".join(f"Paragraph {n}." for n in range(1, 7)))


def _before(html: str) -> int:
    """How many paragraphs stand before it."""
    return html.partition(_HERE)[0].count("</p>")


@pytest.mark.parametrize(("after", "place"), [(None, 4), (1, 1), (4, 4), (6, 6), (7, 6), (9999, 6)])
def test_it_stands_behind_its_paragraph_or_the_last_one_there_is(after, place):
    html = in_place(_SIX, _HERE, after)
    assert _before(html) == place
    assert html.replace(_HERE, "") == _SIX


def test_paragraphs_inside_quotations_and_lists_are_not_counted():
    text = "One.\n\n> Quoted.\n>\n> Still.\n\n- a\n\n- b\n\n## Heading\n\nTwo.\n\nThree."
    html = in_place(render_article(text), _HERE, 2)
    before = html.partition(_HERE)[0]
    assert before.endswith("<p>Two.</p>")


def test_a_text_without_paragraphs_ends_with_it():
    assert in_place("<h2>Only</h2>", _HERE, 3) == f"<h2>Only</h2>{_HERE}"


def test_the_words_of_a_question_are_text():
    assert "<b>" not in aside("<b>Why?</b>")
