"""A comment in which nothing is seen is empty, whatever its source holds."""

import pytest

from belowline.core.markup import shows_anything

NOTHING = [
    *("&nbsp;", "&#8203;", "&zwnj;", "&#x3164;", "&#x301;", ">", "> >", ">\n>", "*", "+", "-\n-"),
    *("1.", "1)", "> - *", "```\n```", "~~~", "```python\n```", "[](http://x.example)", "` `"),
    *("[&nbsp;](http://x.example)", "[\u200b](http://x.example)", "- [](http://x.example)\n> 1."),
    *(
        '[](http://x.example "title")',
        "[](\nhttp://x.example)",
        "_\u200b_",
        "`\u2800`",
        "\u200bx"[:1],
    ),
]
SOMETHING = [
    *(
        "a",
        "読",
        "!",
        "…",
        "👍",
        "🇯🇵",
        "❤️",
        "> a",
        ">> 読",
        "- a",
        "1. a",
        "2",
        "2.5",
        "2024",
        "&amp;",
    ),
    *("`x`", "```\nx\n```", "[x](http://x.example)", "https://x.example", "<b>", "---", "\\", "#"),
    *("@Bob", "“Yes.”", "e\u0301", "&lt;", "- [ ] a", "[]", "+1", "-1", "*a*", "&#65;"),
]


@pytest.mark.parametrize("text", NOTHING)
def test_a_comment_that_shows_nothing_is_empty(text):
    assert not shows_anything(text)


@pytest.mark.parametrize("text", SOMETHING)
def test_a_comment_that_shows_something_is_not(text):
    assert shows_anything(text)
