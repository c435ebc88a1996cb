"""What people have written as a name or a reason is text in the markup of their comments, once."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.utils.translation import override
from lxml import html

from belowline.discussion.queries.comments import Answered, CommentView
from belowline.newsroom.queries.publications import PublicationView
from belowline.pages.comment_item import comment_item

_HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='x",
    "&lt;b&gt; &amp; &#39;",
    "%(ref)s %s %% {ref} {{ 7 * 7 }}",
    "\u05e9\u05dc\u05d5\u05dd",
]
_PUBLICATION = PublicationView(
    1,
    "test",
    "The Test",
    "",
    "",
    "UTC",
    "en",
    "https://test.example",
    "test.example",
    (),
    frozenset(),
    (),
)
_COMMENT = CommentView(
    id=2**60 + 1,
    publication_id=1,
    thread_id=1,
    root_id=3,
    parent=Answered(5, "parent"),
    author_id=7,
    author="author",
    picture="",
    has_profile=True,
    is_recovered=True,
    is_imported=False,
    badges=("editor",),
    posted_at=datetime(2024, 7, 1, tzinfo=UTC),
    edited_at=None,
    html="<p>Text.</p>",
    status="published",
    version=1,
    reason="",
    explanation="",
    labels="",
    up=1234,
    down=0,
    imported_up=0,
    imported_down=0,
    answers=2,
    best=0.0,
    disputed=0.0,
    is_picked=False,
    is_pinned=False,
    has_votes=True,
)
_TAGS = {"article", "header", "h3", "h4", "b", "a", "bdi", "time", "small", "span", "div", "p"} | {
    *("button", "u", "i"),
    *("details", "summary"),
}


def _drawn(comment: CommentView, *, flat: bool = False) -> html.HtmlElement:
    drawn: html.HtmlElement = html.fragment_fromstring(
        comment_item(comment, (), _PUBLICATION, frozenset(), flat, None)
    )
    assert {element.tag for element in drawn.iter()} <= _TAGS
    assert not [name for element in drawn.iter() for name in element.attrib if name[:2] == "on"]
    return drawn


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("name", _HOSTILE)
def test_a_name_is_text_wherever_it_stands(name: str, language: str) -> None:
    with override(language):
        drawn = _drawn(replace(_COMMENT, author=name, parent=Answered(5, name)))
    assert [bdi.text_content() for bdi in drawn.iter("bdi")] == [name, name]
    acts = drawn.xpath(".//div[@class='actions']/*")
    assert len(acts) == 5
    assert all(name in act.text_content() for act in acts)


@pytest.mark.parametrize("name", _HOSTILE)
def test_a_name_without_a_profile_is_no_link(name: str) -> None:
    with override("en"):
        drawn = _drawn(replace(_COMMENT, author=name, has_profile=False), flat=True)
    assert not [link for link in drawn.iter("a") if link.get("href", "").startswith("/people/")]


@pytest.mark.parametrize("words", _HOSTILE)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_moderators_words_are_text(words: str, language: str, monkeypatch) -> None:
    monkeypatch.setattr("belowline.pages.filters.reason_title", lambda code, **_: code)
    with override(language):
        drawn = _drawn(
            replace(_COMMENT, status="removed", reason=words, explanation=words, html="")
        )
    (paragraph,) = drawn.iter("p")
    assert words in paragraph.text_content()
    assert not list(drawn.iter("bdi"))


def test_words_follow_the_language_that_is_spoken() -> None:
    said = []
    for language in ("en", "ja", "en"):
        with override(language):
            said.append(_drawn(_COMMENT).text_content())
    assert said[0] == said[2] != said[1]
    assert "Editor" in said[0]
    assert "編集" in said[1]
