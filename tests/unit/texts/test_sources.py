"""Texts stand where they can be translated, and styles know no left and no right."""

import ast
import re
from pathlib import Path

import pytest

from messages.sources import PACKAGE

STATIC = PACKAGE / "web"
STYLES = sorted(STATIC.rglob("*.css"))
SCRIPTS = sorted(STATIC.rglob("*.js"))
MODULES = sorted(PACKAGE.rglob("*.py"))
_SIDES = re.compile(
    r"(?<![\w-])(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)\b"
    r"|(?<![\w-])(?:left|right)\s*:|border-(?:top|bottom)-(?:left|right)-radius"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)"
)
_FOUR = re.compile(
    r"(?:margin|padding|inset|border-width)\s*:\s*([^;\s]+) ([^;\s]+) ([^;\s]+) ([^;\s}]+)\s*[;}]"
)
_CONTENT = re.compile(r"content:\s*\"([^\"]*)\"")
_SENTENCE = re.compile(r"([\"'`])[^\"'`\n<>]*[A-Z]?[a-z]{2,} [a-z]{2,} [a-z]{2,}[^\"'`\n]*\1")


def _name(file: Path) -> str:
    return str(file.relative_to(PACKAGE))


@pytest.mark.parametrize("file", STYLES, ids=_name)
def test_a_style_runs_in_either_direction(file) -> None:
    style = file.read_text(encoding="utf-8")
    assert _SIDES.findall(style) == []
    assert [four for four in _FOUR.findall(style) if four[1] != four[3]] == []


@pytest.mark.parametrize("file", STYLES, ids=_name)
def test_a_style_says_nothing(file) -> None:
    said = _CONTENT.findall(file.read_text(encoding="utf-8"))
    assert [text for text in said if re.search(r"[^\W\d_]", text)] == []


@pytest.mark.parametrize("file", SCRIPTS, ids=_name)
def test_a_script_has_its_sentences_from_the_page(file) -> None:
    code = re.sub(r"^\s*//.*$", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert [found[0] for found in _SENTENCE.finditer(code)] == []


@pytest.mark.parametrize("file", MODULES, ids=_name)
def test_no_text_hides_in_a_formatted_string(file) -> None:
    """Whoever takes the texts out of the sources does not see those."""
    hidden = [
        call.lineno
        for formatted in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(formatted, ast.JoinedStr)
        for call in ast.walk(formatted)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in ("_", "gettext", "ngettext", "pgettext")
        and isinstance(call.args[0], ast.Constant)
    ]
    assert hidden == []


@pytest.mark.parametrize(
    "file", [each for each in MODULES if "transfer" not in each.parts], ids=_name
)
def test_a_refusal_can_be_said_in_every_language(file) -> None:
    """`transfer` and what sets a publication up are heard at the command line, in English."""
    kinds = {"Conflict", "Fault", "Invalid", "NotAllowed", "NotFound", "SignInNeeded", "TooLarge"}
    told = [
        call.lineno
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in kinds
        and call.args
        and isinstance(call.args[0], ast.Constant)
    ]
    assert told == []
