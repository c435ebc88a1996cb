"""The words of a text, folded so that copies of it compare equal whatever typed or pasted them."""

import re
from dataclasses import dataclass
from functools import lru_cache

import regex

from belowline.core.unicode.normal_forms import normalized
from belowline.core.unicode.scripts import UNSPACED

WORD = 3
"""The weight of one word of a script that writes spaces; a character of one that does not is 1."""

LONGEST_KEPT = 2_000
"""Characters of a text for which what was read of it is kept: what is longer is read again, so
that nobody fills the memory with a few long texts."""
_FOLDS = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u02b9\u2032\u00b4", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("*_~`\\\u00ad\u200b\u200c\u200d\u2060\ufeff"),
    }
)
_DENSE = r"\p{Han}\p{Hiragana}\p{Katakana}ー\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}"
_SPACED = rf"[[\p{{L}}\p{{N}}]--[{_DENSE}]][[\p{{L}}\p{{M}}\p{{N}}]--[{_DENSE}]]*+"
_ADDRESS = rf"https?://[^\s<>()\[\]\"{UNSPACED}]++"
_LATIN_ADDRESS = r"https?://[^\s<>()\[\]\"]++"
_POINTS = r"\.(?=[\s\"'()\[\]]|$)|\.\.++|[!?。।؟]++|\n|[;:()\[\]\"「」『』]|,(?!\d)|-(?=[\s-])"
_PIECES = regex.compile(
    rf"{_ADDRESS}|{_SPACED}(?:'{_SPACED})*+|[[{_DENSE}]&&[\p{{L}}\p{{N}}]]\p{{M}}*+|{_POINTS}",
    regex.VERSION1,
)
_DENSE_PIECE = regex.compile(rf"[{_DENSE}]")
# Where no character can be a mark or of an unspaced script, the standard library's engine reads
# the same pieces in a fifth of the time. No possessive group: Python before 3.11.5 misreads those
# (its issue 106052).
_LATIN_PIECES = re.compile(rf"{_LATIN_ADDRESS}|[^\W_]++(?:'[^\W_]++)*|{_POINTS}")
_FIRST_MARK = "\u0300"
_STOPS = frozenset(".!?。।؟")


@dataclass(frozen=True, slots=True)
class Words:
    """The folded words of a text, in order, with where sentences and clauses begin and end.

    `weights` runs beside `tokens`. `starts` are the indices of tokens that open a sentence or a
    clause; `ends` are the indices one past a token that closes a sentence. `line` is the tokens
    between single spaces, with one at either end: one text holds another word for word exactly
    when its `line` contains the other's.
    """

    tokens: tuple[str, ...]
    weights: tuple[int, ...]
    starts: frozenset[int]
    ends: frozenset[int]
    line: str

    @property
    def weight(self) -> int:
        """How much text this is: WORD for each word, 1 for a character of unspaced script."""
        return sum(self.weights)


def words(text: str) -> Words:
    """Read the words of `text`.

    Unicode is folded by NFKC and case; quotes, apostrophes and dashes by shape. Markdown emphasis,
    code marks and backslashes vanish, and other punctuation separates. A character of Chinese,
    Japanese, Thai and their kin is a word by itself; so is a whole web address.
    """
    return _kept(text) if len(text) <= LONGEST_KEPT else _read(text)


def _read(text: str) -> Words:
    folded = _folded(text)
    latin = max(folded, default="") < _FIRST_MARK
    tokens: list[str] = []
    starts = {0}
    ends: set[int] = set()
    for piece in (_LATIN_PIECES if latin else _PIECES).findall(folded):
        if piece[0].isalnum():
            tokens.append(piece)
            continue
        starts.add(len(tokens))
        if piece[0] in _STOPS:
            ends.add(len(tokens))
    ends.add(len(tokens))
    starts.discard(len(tokens))
    ends.discard(0)
    line = f" {' '.join(tokens)} " if tokens else ""
    weights = [WORD] * len(tokens) if latin else [_weight(token) for token in tokens]
    return Words(tuple(tokens), tuple(weights), frozenset(starts), frozenset(ends), line)


_kept = lru_cache(maxsize=512)(_read)


def _weight(token: str) -> int:
    return 1 if _DENSE_PIECE.match(token) else WORD


def _folded(text: str) -> str:
    composed = normalized("NFKC", text).translate(_FOLDS).casefold()
    return normalized("NFKC", composed)
