"""The names in a byline."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belowline.newsroom.bylines import authors_of, parts_of
from belowline.pages.byline import byline

NAMES = {
    "Pia Lundemar": ["Pia Lundemar"],
    "By Pia Lundemar and Ruth Sandoval": ["Pia Lundemar", "Ruth Sandoval"],
    "Pia Lundemar, political editor": ["Pia Lundemar"],
    "Corin Falk in Lagos": ["Corin Falk"],
    "A. Brand, B. Sander & C. Andersen": ["A. Brand", "B. Sander", "C. Andersen"],
    "文：森田あや": ["森田あや"],
    "森田あや、佐藤 花子": ["森田あや", "佐藤 花子"],
    "our staff": [],
    "": [],
}


@pytest.mark.parametrize("printed", NAMES)
def test_the_names_of_a_byline_are_found(printed) -> None:
    assert list(authors_of(printed).values()) == NAMES[printed]


@given(st.text(max_size=200))
def test_a_byline_is_printed_whole(text) -> None:
    assert "".join(part.text for part in parts_of(text)) == text


@given(st.text(alphabet="<>\"'&ab ,", max_size=60))
def test_no_byline_writes_html(text) -> None:
    assert byline(text).replace('<a rel="author" href="', "").replace("</a>", "").count("<") == 0
