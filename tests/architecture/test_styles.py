"""A page loads the styles of what is on it, and a reader's page none of the desk's."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "belowline"
TEMPLATES = {
    str(file.relative_to(folder)): file
    for folder in SOURCE.rglob("templates")
    for file in folder.rglob("*.html")
}
STYLES = {file.name: file.read_text(encoding="utf-8") for file in SOURCE.rglob("static/**/*.css")}
_PARENT = re.compile(r'{%\s*extends "([^"]+)"')
_PARTS = re.compile(r'{%\s*(?:include|from|import) "([^"]+)"')
_LOADED = re.compile(r'{{\s*static\("\w+/css/([\w.]+)"')
_CLASSES = re.compile(r'class="([^"]*)"')
_IN_PYTHON = {
    f"pages/{name}.py": SOURCE / "pages" / f"{name}.py"
    for name in ("authors", "comment_item", "comment_markup", "comment_phrases")
}
TEMPLATES |= _IN_PYTHON
DRAWN = {
    "author": ["pages/authors.py"],
    "script_words": ["pages/words.html"],
    "comment_item": [*_IN_PYTHON, "pages/badges.html"],
}
"""What the templates' functions draw."""


def _chain(name: str) -> Iterator[str]:
    while name in TEMPLATES:
        yield name
        parent = _PARENT.search(TEMPLATES[name].read_text(encoding="utf-8"))
        name = parent[1] if parent else ""


@cache
def _with_parts(name: str) -> frozenset[str]:
    """The template and all that it includes or draws."""
    if name not in TEMPLATES:
        return frozenset()
    text = TEMPLATES[name].read_text(encoding="utf-8")
    drawn = {it for tag, drawing in DRAWN.items() if f"{{{{ {tag}(" in text for it in drawing}
    parts = {*_PARTS.findall(text), *drawn}
    return frozenset({name}).union(*(_with_parts(part) for part in parts - {name}))


def _pages() -> list[str]:
    """Templates that end in a whole page."""
    return sorted(
        name
        for name in TEMPLATES
        if name != "pages/base.html" and "pages/base.html" in _chain(name)
    )


def _classes(name: str) -> set[str]:
    text = TEMPLATES[name].read_text(encoding="utf-8")
    plain = re.sub(r"{[%{].*?[%}]}", " ", text)
    return {each for found in _CLASSES.findall(plain) for each in found.split()}


def _styled_by(name: str) -> set[str]:
    return {file for file, rules in STYLES.items() if re.search(rf"\.{name}(?![\w-])", rules)}


def _loaded(page: str) -> set[str]:
    return {
        file
        for name in _chain(page)
        for file in _LOADED.findall(TEMPLATES[name].read_text(encoding="utf-8"))
    }


@pytest.mark.parametrize("page", _pages())
def test_a_page_loads_the_styles_of_what_is_on_it(page: str) -> None:
    used = {each for name in _chain(page) for part in _with_parts(name) for each in _classes(part)}
    loaded = _loaded(page)
    assert "site.css" in loaded
    unstyled = {each for each in used if (by := _styled_by(each)) and not by & loaded}
    assert unstyled == set()


@pytest.mark.parametrize("page", [each for each in _pages() if not each.startswith("desk/")])
def test_no_other_page_loads_the_desks_styles(page: str) -> None:
    assert "desk.css" not in _loaded(page)
