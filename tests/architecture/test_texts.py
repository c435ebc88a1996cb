"""Texts from outside come in by one door, and Unicode's normal forms by one function."""

import re
from pathlib import Path

import pytest

import belowline

SOURCES = sorted(Path(belowline.__file__).parent.rglob("*.py"))
ROOM = Path(belowline.__file__).parent / "core"


def _using(pattern: str) -> set[str]:
    found = re.compile(pattern)
    return {
        path.relative_to(ROOM.parent).as_posix()
        for path in SOURCES
        if found.search(path.read_text(encoding="utf-8"))
    }


def test_normal_forms_are_asked_for_in_one_place():
    assert _using(r"\bunicodedata\b") == {"core/unicode/normal_forms.py"}


def test_graphemes_are_counted_in_one_place():
    assert _using(r"\\X\b") == {"core/unicode/graphemes.py"}


def test_no_address_is_compared_by_its_case_alone():
    assert _using(r"(?i)e?mail\w*\.lower\(\)|email__iexact|address\.lower\(\)") == set()


@pytest.mark.parametrize(
    "way",
    [
        "accounts/services/registration.py",
        "accounts/services/sso/claims.py",
        "discussion/policies.py",
        "discussion/services/imports.py",
        "discussion/services/threads.py",
        "moderation/services/grounds.py",
        "moderation/services/reports.py",
        "newsroom/services/articles.py",
        "web/sign_in/typed.py",
    ],
)
def test_each_way_in_goes_through_the_door(way):
    assert way in _using(r"\bclean_(?:text|line)\(")
