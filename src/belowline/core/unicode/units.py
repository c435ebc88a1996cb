"""A text as search sees it: a row of units, words or characters of scripts without spaces.

Words are folded, so that case, width, accents and the English plural make no difference.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from belowline.core.unicode.normal_forms import normalized

_WORD = re.compile(r"\w+")
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u30ff\u3400-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
"""Thai, Lao, Burmese, Khmer, kana, Han and hangul: where words begin is not written; for a set in a
pattern."""
_UNSPACED = re.compile(f"[{UNSPACED}]+")
_CHARACTER = re.compile("[\u3041-\u30ff\uff66-\uff9d][\u3099\u309a\uff9e\uff9f]|.", re.DOTALL)
"""With a sign of voicing that stands apart, as in half-width kana."""
_ACCENTS = re.compile("[\u0300-\u036f]")
LONGEST_WORD = 60


class Unit(NamedTuple):
    """A folded word, or a character (`is_character`); where it stands in the text."""

    folded: str
    start: int
    end: int
    is_character: bool = False


def units_of(text: str) -> Iterator[Unit]:
    """The units of a text in their order."""
    for found in _WORD.finditer(text):
        word = found[0]
        if word.isascii():
            yield Unit(folded_word(word[:LONGEST_WORD]), *found.span())
        else:
            yield from _cut(word, found.start())


def folded_units(text: str) -> list[str]:
    """The units of a text as they are compared; an English text takes a tenth of the time that its
    units would.
    """
    if text.isascii():
        return [folded_word(word[:LONGEST_WORD]) for word in _WORD.findall(text)]
    return [folded for row in folded_rows(text) for folded in row]


def folded_rows(text: str) -> Iterator[list[str]]:
    """The same in rows: characters that follow one another without a space, or one word."""
    for word in _WORD.findall(text):
        if word.isascii():
            yield [folded_word(word[:LONGEST_WORD])]
            continue
        start = 0
        for run in _UNSPACED.finditer(word):
            if spaced := word[start : run.start()]:
                yield [folded_word(spaced[:LONGEST_WORD])]
            yield [*map(_character, _CHARACTER.findall(run[0]))]
            start = run.end()
        if spaced := word[start:]:
            yield [folded_word(spaced[:LONGEST_WORD])]


def _cut(word: str, at: int) -> Iterator[Unit]:
    start = 0
    for run in _UNSPACED.finditer(word):
        yield from _spaced(word[start : run.start()], at + start)
        for character in _CHARACTER.finditer(run[0]):
            begins, ends = (at + run.start() + place for place in character.span())
            yield Unit(_character(character[0]), begins, ends, is_character=True)
        start = run.end()
    yield from _spaced(word[start:], at + start)


def _spaced(word: str, at: int) -> Iterator[Unit]:
    if word:
        yield Unit(folded_word(word[:LONGEST_WORD]), at, at + len(word))


@lru_cache(maxsize=20_000)
def folded_word(word: str) -> str:
    """The word in the form under which it is found."""
    plain = normalized("NFD", normalized("NFKC", word).casefold())
    return singular(normalized("NFC", _ACCENTS.sub("", plain)))


@lru_cache(maxsize=8_000)
def _character(character: str) -> str:
    return normalized("NFKC", character).casefold()


def singular(word: str) -> str:
    """The word without the plural's ending, where it has one.

    Source: the S stemmer of D. Harman, "How effective is suffixing?", Journal of the American
    Society for Information Science 42 (1991), 7-15.
    """
    if len(word) < 4 or not word.isascii():
        return word
    if word.endswith("ies") and word[-4] not in "ae":
        return word[:-3] + "y"
    if word.endswith("es") and word[-3] not in "aeo":
        return word[:-1]
    if word.endswith("s") and word[-2] not in "us":
        return word[:-1]
    return word


def places_of(phrase: Sequence[str], units: Sequence[Unit]) -> Iterator[tuple[int, int]]:
    """Where these folded units stand one after the other: from which character to which."""
    words = [unit.folded for unit in units]
    first, rest, number = phrase[0], list(phrase[1:]), len(phrase)
    for at in range(len(words) - number + 1):
        if words[at] == first and words[at + 1 : at + number] == rest:
            yield units[at].start, units[at + number - 1].end
