"""A reason's title inside a sentence: small, unless it begins with a word that is never small."""

import pytest

from belowline.pages import filters


@pytest.mark.parametrize(
    ("title", "inside"),
    [
        ("Personal attack", "personal attack"),
        ("AI-written text", "AI-written text"),
        ("宣伝", "宣伝"),
        ("", ""),
    ],
)
def test_a_title_inside_a_sentence(monkeypatch, title: str, inside: str) -> None:
    monkeypatch.setattr(filters, "reason_title", lambda *_, **__: title)

    class Closed:
        closed_for, publication_id = "own", 1

    assert filters.closing_reason(Closed()) == inside  # type: ignore[arg-type]
