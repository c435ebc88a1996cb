"""What a button is called holds what stands on it, or who speaks to a browser cannot press it.

Source: WCAG 2.2, success criterion 2.5.3, Label in Name.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

SOURCE = Path(__file__).parents[2] / "src" / "belowline"
_WORDS = r'(?:\{%\s*trans[^%]*%\}(?P<told>.*?)\{%\s*endtrans|\{\{ _\("(?P<said>[^"]*)"\))'
_NAMED = re.compile(
    r'<(?P<tag>button|a)\b(?:[^<>"]|"[^"]*")*?aria-label="(?P<name>(?:\{%.*?%\}|\{\{.*?\}\}|[^"{])*)"'
    r"[^<>]*>(?P<shown>.*?)</(?P=tag)>",
    re.DOTALL,
)
_FILLED_IN = re.compile(r"\{\{ (\w+) \}\}")


def _words(markup: str) -> str:
    found = re.search(_WORDS, markup)
    words = (found["told"] or found["said"]) if found else ""
    return _FILLED_IN.sub(r"%(\1)s", words)


def _buttons() -> Iterator[tuple[str, str, str]]:
    for file in sorted(SOURCE.rglob("*.html")):
        for found in _NAMED.finditer(file.read_text(encoding="utf-8")):
            name, shown = _words(found["name"]), _words(found["shown"])
            if name and shown:
                yield file.name, name, shown


BUTTONS = list(_buttons())


def _in(language: str) -> dict[str, str]:
    if language == "en":
        return {}
    path = SOURCE / "locale" / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        return {it.id: it.string for it in read_po(file) if isinstance(it.id, str) and it.id}


def test_there_are_such_buttons() -> None:
    assert len(BUTTONS) > 8


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_name_of_a_button_holds_what_stands_on_it(language: str) -> None:
    spoken = _in(language)
    otherwise = [
        (file, spoken.get(name, name), spoken.get(shown, shown))
        for file, name, shown in BUTTONS
        if spoken.get(shown, shown).casefold() not in spoken.get(name, name).casefold()
    ]
    assert not otherwise
