"""Words, and rows of characters of scripts without spaces, in one spelling."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from belowline.core.unicode.confusables import prototypes
from belowline.core.unicode.normal_forms import normalized
from belowline.core.unicode.units import UNSPACED

_SEPARATES = "\u0e3f\u0e4f\u0e5a\u0e5b\u309b\u309c\u30a0\u30fb"
"""Signs among the characters of scripts without spaces."""
_DENSE = rf"(?:(?![{_SEPARATES}])[{UNSPACED}])+"
_ASCII_WORD = re.compile(r"[A-Za-z0-9]+(?:[@$|]+[A-Za-z0-9]+)*\$*")
_SPACED = rf"[^\W_{UNSPACED}]+"
_WORD = re.compile(rf"{_DENSE}|{_SPACED}(?:[@$|]+{_SPACED})*\$*")
_ASCII_LETTERS = {code: chr(code).casefold() if chr(code).isalnum() else " " for code in range(128)}
"""What splits an ASCII text into the words that the pattern finds, in a third of the time."""
_IS_DENSE = re.compile(_DENSE)
_HALF_WIDTH = re.compile("[\uff66-\uff9f]|[\u3041-\u30ff][\u3099\u309a]")
_CHARACTER = re.compile("[\u3041-\u30ff\uff66-\uff9d][\u3099\u309a\uff9e\uff9f]|.", re.DOTALL)
"""With a sign of voicing that stands apart, as in half-width kana."""
_ROW = re.compile(r"(.)\1+", re.DOTALL)
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyz")
_STANDS_FOR = dict(
    zip("0134578@$|", ("o", "i", "e", "a", "s", "t", "b", "a", "s", "i"), strict=True)
)
"""Digits and signs that are written in the place of letters."""
_KATAKANA = range(0x30A1, 0x30F7)
_TO_HIRAGANA = 0x60
_LONGEST_KEPT = 24
_MOST_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Token:
    """A word in one spelling: each letter of a row once, how often it stands there (`rows`), and
    where each row begins and ends in the word as it was written.
    """

    text: str
    rows: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    is_dense: bool = False


def spelled(seen: str) -> tuple[list[str], bool]:
    """The words of a text in one spelling, where rows of unspaced scripts stand alone; and whether
    as many single letters stand one after the other as may be a word.
    """
    words = _split(seen)
    try:
        lengths = bytes(map(len, words))
    except ValueError:
        return list(filter(None, map(_text_of, words))), True
    singles = b"\1\1\1" if seen.isascii() else b"\1\1"
    read = _text_of if words and max(lengths) > _LONGEST_KEPT else _kept_text
    return list(filter(None, map(read, words))), singles in lengths


def words_in(seen: str) -> Iterator[tuple[str, int]]:
    """The same words as they are written, with the places where they begin."""
    for word in (_ASCII_WORD if seen.isascii() else _WORD).finditer(seen):
        yield word[0], word.start()


def token_of(word: str) -> Token:
    """The word, or the row of characters, in one spelling."""
    return _kept(word) if len(word) <= _LONGEST_KEPT else _token(word)


def is_dense(letter: str) -> bool:
    """Whether it is of a script that writes no spaces."""
    return _IS_DENSE.match(letter) is not None


def _split(seen: str) -> list[str]:
    if not seen.isascii():
        return _WORD.findall(seen)
    if "@" in seen or "$" in seen or "|" in seen:
        return _ASCII_WORD.findall(seen)
    return seen.translate(_ASCII_LETTERS).split()


def _text_of(word: str) -> str:
    return _dense_text(word) if _IS_DENSE.match(word) else token_of(word).text


def _dense_text(word: str) -> str:
    if _HALF_WIDTH.search(word):
        return token_of(word).text
    return _ROW.sub(r"\1", word.translate(_LETTERS))


def _token(word: str) -> Token:
    places = [found.span() for found in _CHARACTER.finditer(word)]
    letters = [
        (letter, start, end)
        for (start, end), spelled in zip(places, _spelled(word, places), strict=True)
        for letter in spelled
    ]
    rows = [(letter, list(row)) for letter, row in groupby(letters, key=lambda it: it[0])]
    return Token(
        "".join(letter for letter, _ in rows),
        tuple(len(row) for _, row in rows),
        tuple(row[0][1] for _, row in rows),
        tuple(row[-1][2] for _, row in rows),
        is_dense(word[:1]),
    )


_kept = lru_cache(maxsize=_MOST_KEPT)(_token)
_kept_text = lru_cache(maxsize=_MOST_KEPT)(_text_of)


def _spelled(word: str, places: list[tuple[int, int]]) -> list[str]:
    """What each character of the word is read as."""
    if word.isascii():
        return _undisguised(list(word.casefold()))
    read = [_letter(word[start:end]) for start, end in places]
    if is_dense(word):
        return [it.plain for it in read]
    letters = [it for it in read if it.plain[:1].isalpha()]
    looks_latin = any(it.plain[0] in _LATIN for it in letters) or all(it.latin for it in letters)
    if not looks_latin:
        return [it.plain for it in read]
    return _undisguised([it.latin or it.plain for it in read])


def _undisguised(letters: list[str]) -> list[str]:
    """Digits and signs are read as letters where they stand among letters; where one does, i and l
    are one letter, since 1 is written for both.
    """
    if _STANDS_FOR.keys().isdisjoint(letters) or not any(it[:1].isalpha() for it in letters):
        return letters
    read = [_STANDS_FOR.get(it, it) for it in letters]
    return ["i" if it == "l" else it for it in read]


@dataclass(frozen=True, slots=True)
class _Letter:
    """A character in small letters without accents; the Latin letter that it looks like, if any."""

    plain: str
    latin: str


@lru_cache(maxsize=8_000)
def _letter(character: str) -> _Letter:
    wide = normalized("NFKC", character)
    plain = _hiragana(_bare(wide.casefold()))
    look = _bare(prototypes().get(ord(wide), "")).casefold() if len(wide) == 1 else ""
    return _Letter(plain, look if look in _LATIN else "")


def _bare(text: str) -> str:
    """Without accents; signs of voicing stay with their kana."""
    kept = "".join(it for it in normalized("NFD", text) if not "\u0300" <= it <= "\u036f")
    return normalized("NFC", kept)


def _hiragana(text: str) -> str:
    return "".join(chr(ord(it) - _TO_HIRAGANA) if ord(it) in _KATAKANA else it for it in text)


class _PlainLetters(dict[int, str]):
    """What characters of scripts without spaces are read as, for `str.translate`."""

    def __missing__(self, code: int) -> str:
        plain = self[code] = _letter(chr(code)).plain
        return plain


_LETTERS = _PlainLetters()
