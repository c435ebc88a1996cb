"""What is done with every character costs no more for hostile ones: seen by what is handed on."""

import re
import unicodedata
from types import SimpleNamespace

import pytest

from belowline.core.unicode import graphemes, normal_forms
from belowline.core.unicode.graphemes import characters
from belowline.core.unicode.normal_forms import normalized

FLAGS = "\U0001f1ef\U0001f1f5"


def test_the_library_never_looks_back_over_a_row_of_flags(monkeypatch):
    seen = []
    spy = SimpleNamespace(finditer=lambda text: seen.append(text) or iter(()))
    monkeypatch.setattr(graphemes, "_GRAPHEME", spy)
    characters(FLAGS * 30_000 + "\U0001f1ef")
    assert not re.search("[\U0001f1e6-\U0001f1ff]{2}", seen[0])


@pytest.mark.parametrize(
    ("text", "length"),
    [
        (FLAGS * 3, 3),
        (FLAGS * 2 + "\U0001f1ef", 3),
        (f"a{FLAGS}\u0308{FLAGS}b", 4),
        ("\U0001f1ef\u0308\U0001f1f5", 2),
        (f"\u0600{FLAGS}", 1),
    ],
)
def test_flags_are_counted_in_pairs(text, length):
    assert characters(text) == length


def test_marks_are_never_sorted_in_long_rows(monkeypatch):
    seen = []
    spy = SimpleNamespace(normalize=lambda form, text: seen.append(text) or text)
    monkeypatch.setattr(normal_forms, "unicodedata", spy)
    normalized("NFKC", "Z" + "\u0301\u0327\uff9e" * 20_000)
    assert len(seen[0]) == 11


def test_whatever_becomes_a_mark_counts_as_one():
    becoming = [
        letter
        for letter in map(chr, range(0x110000))
        if not "\ud800" <= letter <= "\udfff"
        and unicodedata.combining(unicodedata.normalize("NFKD", letter)[0])
    ]
    assert [it for it in becoming if len(normalized("NFC", "Z" + it * 50)) > 21] == []
