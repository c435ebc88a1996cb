"""Counts text as people count it."""

import regex

_GRAPHEME = regex.compile(r"\X")


def characters(text: str) -> int:
    """The number of user-perceived characters (extended grapheme clusters, Unicode UAX 29)."""
    if text.isascii():
        return len(text) - text.count("\r\n")
    return sum(1 for _ in _GRAPHEME.finditer(text))
