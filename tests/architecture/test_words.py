"""Pages, mails and docs use the glossary's words; those that are not used stand only there."""

import re
from collections.abc import Iterator
from itertools import dropwhile, takewhile
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from messages.__main__ import read
from messages.sources import LOCALE, texts

ROOT = Path(__file__).parents[2]
GLOSSARY = ROOT / "docs" / "glossary.md"
PAGES = sorted(
    page
    for page in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md"))
    if "decisions" not in page.relative_to(ROOT).parts
)
_CODE = re.compile(r"^```.*?^```|`[^`\n]*`|\]\([^)]*\)", re.MULTILINE | re.DOTALL)


def _rows(last_column: str) -> list[list[str]]:
    """The rows of the glossary's table whose last column has this name."""
    lines = GLOSSARY.read_text(encoding="utf-8").splitlines()
    table = dropwhile(lambda line: not line.endswith(f"| {last_column} |"), lines)
    rows = list(takewhile(lambda line: line.startswith("|"), table))[2:]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def _in_code(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def _unused(*last_columns: str) -> re.Pattern[str]:
    words = [word for name in last_columns for row in _rows(name) for word in _in_code(row[-1])]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(words)})(?![\w-])", re.IGNORECASE)


EVERYWHERE = _unused("not used")
ON_PAGES = _unused("not used", "not used on pages")
JAPANESE = [(english, ours, _in_code(unused)) for english, ours, unused in _rows("使わない言葉")]


def _several(text: str | list[str] | tuple[str, ...]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def _english() -> list[str]:
    return [text for message in texts() if message.id for text in _several(message.id)]


def _translated() -> Iterator[tuple[Message, str]]:
    """Every text, with its Japanese."""
    for message in read(LOCALE / "ja" / "LC_MESSAGES" / "django.po", "ja"):
        if message.id:
            yield message, "".join(_several(message.string))


def test_the_glossary_says_which_words_are_not_used() -> None:
    assert EVERYWHERE.search("Send an e-mail.")
    assert not EVERYWHERE.search("Send an email.")
    assert ON_PAGES.search("Six figures.")
    assert JAPANESE


def test_pages_and_mails_have_the_words_of_the_glossary() -> None:
    assert [text for text in _english() if ON_PAGES.search(text)] == []


def test_pages_and_mails_have_curly_quotes() -> None:
    assert [text for text in _english() if re.search("[\"']", text)] == []


def test_japanese_has_none_of_the_words_that_are_not_used() -> None:
    unused = re.compile("|".join(word for _, _, words in JAPANESE for word in words))
    assert [string for _, string in _translated() if unused.search(string)] == []


@pytest.mark.parametrize(("english", "japanese", "_"), JAPANESE)
def test_one_english_word_has_one_japanese_word(english, japanese, _) -> None:
    word = re.compile(rf"\b{english}\b", re.IGNORECASE)
    others = [
        (message.id, string)
        for message, string in _translated()
        if word.search(_several(message.id)[0]) and japanese not in string
    ]
    assert others == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_docs_have_the_words_of_the_glossary(page) -> None:
    prose = _CODE.sub("", page.read_text(encoding="utf-8"))
    assert [found[0] for found in EVERYWHERE.finditer(prose)] == []
