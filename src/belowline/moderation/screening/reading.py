"""What is seen of a Markdown text: without marks that are not drawn, with the letters that signs
and references stand for, and with the places of all of it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

IGNORABLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""Unicode's Default_Ignorable_Code_Point, for the standard library's patterns."""
_PUNCTUATION = tuple(zip("’‘“”–—…", "''\"\"--.", strict=True))
"""Signs that most texts have which are not ASCII."""
_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
"""Marks that hang on letters of European scripts; those of kana and of Thai are letters."""
_RINGED = (
    "\u24b6-\u24e9\U0001f110-\U0001f129\U0001f130-\U0001f149\U0001f150-\U0001f169"
    "\U0001f170-\U0001f189\U0001f1e6-\U0001f1ff"
)
_ALPHABETS = (0x24B6, 0x24D0, 0x1F110, 0x1F130, 0x1F150, 0x1F170, 0x1F1E6)
"""Where alphabets of letters in rings, boxes and flags begin."""
_UNSEEN = re.compile(rf"[*~`\\{_MARKS}{IGNORABLE}]+|[{_RINGED}]|&#?\w{{1,31}};")
_TALL_I = re.compile(r"I(?<=[a-z]I)(?=[a-z]|\b)")
"""Within a word of small letters, it stands for the letter before m."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is seen, and from where to where each character of it was written; empty: as it is."""

    text: str
    starts: Sequence[int] = ()
    ends: Sequence[int] = ()

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where these characters were written, half open."""
        if not self.starts:
            return start, end
        return self.starts[start], self.ends[end - 1]


def read(text: str) -> Seen:
    """What a reader sees of it."""
    if not text.isascii():
        for sign, plain in _PUNCTUATION:
            text = text.replace(sign, plain)
    seen = Seen(text) if _is_plain(text) else _without_unseen(text)
    if "I" not in seen.text:
        return seen
    return Seen(_TALL_I.sub("1", seen.text), seen.starts, seen.ends)


def _is_plain(text: str) -> bool:
    """Whether all of it is seen as it is written; five looks, each faster than a pattern."""
    return text.isascii() and not (
        "*" in text or "~" in text or "`" in text or "\\" in text or "&" in text
    )


def _without_unseen(text: str) -> Seen:
    found = list(_UNSEEN.finditer(text))
    if not found:
        return Seen(text)
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for piece in found:
        parts += (text[at : piece.start()], said := _said(piece[0]))
        starts += [*range(at, piece.start()), *[piece.start()] * len(said)]
        ends += [*range(at + 1, piece.start() + 1), *[piece.end()] * len(said)]
        at = piece.end()
    parts.append(text[at:])
    starts += range(at, len(text))
    ends += range(at + 1, len(text) + 1)
    return Seen("".join(parts), starts, ends)


def _said(piece: str) -> str:
    """What stands for a piece that is not drawn as it is written."""
    if piece[0] == "&":
        return unescape(piece)
    for begins in _ALPHABETS:
        if begins <= ord(piece[0]) < begins + 26:
            return chr(ord("a") + ord(piece[0]) - begins)
    return ""
