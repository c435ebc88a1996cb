"""Finds long runs of one text's words in another, by hashes alone, and cuts them short.

The hashes are of all runs of eight words, as in w-shingling (Broder, "On the resemblance and
containment of documents", 1997), so that a copy is found when the text itself is gone.
"""

import re
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import regex

from belowline.core.unicode.normal_forms import normalized

WORD = 3
"""The weight of a word of a script that writes spaces; a character of one that does not is 1."""
_SHINGLE = 8 * WORD
_DENSE = r"\p{Han}\p{Hiragana}\p{Katakana}ー\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}"
_WORDS = regex.compile(
    rf"[{_DENSE}]\p{{M}}*+|[[\p{{L}}\p{{N}}]--[{_DENSE}]][[\p{{L}}\p{{M}}\p{{N}}]--[{_DENSE}]]*+",
    regex.VERSION1,
)
_DENSE_WORD = regex.compile(rf"[{_DENSE}]")
_PARTS = re.compile(r"<cite\b.*?</cite>|<[^>]*>|&#?\w+;|[^<&]+|[<&]", re.S)
_EMPTY = re.compile(r"<(p|em|strong|li|blockquote|ul|ol|a|code|del|h[1-6])(?: [^>]*)?>\s*</\1>")

Run = tuple[int, int]
"""Which words: from the first up to but not including the second, counted from 0."""


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    weight: int
    start: int
    end: int


def shingles(html: str) -> frozenset[int]:
    """The hashes, signed numbers of 64 bits, of every run of eight words of this HTML."""
    return frozenset(number for number, _ in _shingles(_words(html)))


def packed(numbers: Iterable[int]) -> bytes:
    """The hashes as bytes, eight for each."""
    return array("q", sorted(numbers)).tobytes()


def unpacked(kept: bytes) -> frozenset[int]:
    """What `packed` has packed."""
    return frozenset(array("q", kept))


def copied_runs(html: str, of: Callable[[], Collection[int]], *, least: int) -> list[Run]:
    """The runs of at least so many words that this HTML has in common with what `of` gives the
    shingles of; it is not asked where the HTML has no so many words.

    Where the words of a script are not told apart, three characters count as one.
    """
    words = _words(html)
    if sum(word.weight for word in words) < least * WORD:
        return []
    known = of()
    runs: list[Run] = []
    for number, (low, high) in _shingles(words):
        if number not in known:
            continue
        if runs and low <= runs[-1][1]:
            runs[-1] = (runs[-1][0], high)
        else:
            runs.append((low, high))
    return [
        (low, high)
        for low, high in runs
        if sum(word.weight for word in words[low:high]) >= least * WORD
    ]


def cut_short(html: str, runs: Sequence[Run], *, first: int) -> str:
    """The HTML with the first so many words of each run, and an ellipsis for its rest."""
    words = _words(html)
    for low, high in reversed(runs):
        if high > len(words):
            continue
        kept = _within(words, low, high, first * WORD)
        if kept < high:
            start, end = words[kept - 1].end, words[high - 1].end
            html = f"{html[:start]}…{_tags_of(html[start:end])}{html[end:]}"
    while (shorter := _EMPTY.sub("", html)) != html:
        html = shorter
    return html


def _words(html: str) -> list[_Word]:
    found: list[_Word] = []
    for part in _PARTS.finditer(html):
        if part[0][0] in "<&":
            continue
        for word in _WORDS.finditer(part[0]):
            folded = normalized("NFKC", normalized("NFKC", word[0]).casefold())
            weight = 1 if _DENSE_WORD.match(word[0]) else WORD
            found.append(
                _Word(folded, weight, part.start() + word.start(), part.start() + word.end())
            )
    return found


def _shingles(words: Sequence[_Word]) -> Iterator[tuple[int, Run]]:
    high, weight = 0, 0
    for low, word in enumerate(words):
        while weight < _SHINGLE and high < len(words):
            weight += words[high].weight
            high += 1
        if weight < _SHINGLE:
            return
        joined = "\x1f".join(each.text for each in words[low:high])
        digest = blake2b(joined.encode(), digest_size=8).digest()
        yield int.from_bytes(digest, "big", signed=True), (low, high)
        weight -= word.weight


def _within(words: Sequence[_Word], low: int, high: int, most: int) -> int:
    """Up to which word from `low` on the run has at most this weight; one at least."""
    weight = 0
    for at in range(low, high):
        weight += words[at].weight
        if weight > most:
            return max(at, low + 1)
    return high


def _tags_of(html: str) -> str:
    return "".join(
        part[0]
        for part in _PARTS.finditer(html)
        if part[0][0] == "<" and not part[0].startswith(("<br", "<cite"))
    )
