"""What a text looks like: two that could be taken for each other have the same skeleton (UTS 39).

https://www.unicode.org/reports/tr39/#Confusable_Detection
"""

import json
from functools import cache
from importlib.resources import files

from belowline.core.unicode.marks import without_ignorables
from belowline.core.unicode.normal_forms import normalized

_ASCII = str.maketrans(
    {"0": "O", "1": "l", "I": "l", "m": "rn", "|": "l", "`": "'", '"': "''", "%": "º/₀"}
)
"""What the table says of ASCII; most texts need no more, and the table takes memory."""
_MARK = "\u200e"
"""Stands around right-to-left letters in the library's data, for the eye only."""


def skeleton(text: str) -> str:
    """The text with every character replaced by the one that stands for all that look like it.

    It is for comparing only: never shown, and the same only under one version of the table.
    """
    if text.isascii():
        return text.translate(_ASCII)
    drawn = normalized("NFD", without_ignorables(text)).translate(prototypes())
    return normalized("NFD", drawn)


@cache
def prototypes() -> dict[int, str]:
    """The prototype of every character that has one, read when it is first needed.

    The library keeps, for each character, what it looks like and what looks like it, without
    saying which is which: a character with one partner takes the partner as its prototype, unless
    the two have only each other; then the smaller one stands for both.
    """
    data = files("confusable_homoglyphs").joinpath("confusables.json").read_text(encoding="utf-8")
    partners = {
        key.strip(_MARK): [partner["c"].strip(_MARK) for partner in found]
        for key, found in json.loads(data).items()
    }
    return {
        ord(key): found[0]
        for key, found in partners.items()
        if len(key) == 1 and len(found) == 1 and _stands_for(found[0], key, partners)
    }


def _stands_for(prototype: str, key: str, partners: dict[str, list[str]]) -> bool:
    return len(partners[prototype]) > 1 or len(prototype) > 1 or prototype < key
