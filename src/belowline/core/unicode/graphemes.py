"""Counts text as people count it."""

import re

import regex

_GRAPHEME = regex.compile(r"\X")
# The library looks back over all regional indicators from each one of them. Two in a row are a
# flag, and any letter stands for one as well.
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")


def characters(text: str) -> int:
    """The number of user-perceived characters (extended grapheme clusters, Unicode UAX 29)."""
    if text.isascii():
        return len(text) - text.count("\r\n")
    return sum(1 for _ in _GRAPHEME.finditer(_FLAG.sub("x", text)))
