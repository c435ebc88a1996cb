"""Finds the words and phrases of many lists in a text at once (Aho and Corasick, "Efficient string
matching", CACM 18 (1975)), in the time that the text takes, however many there are.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, islice, product

from ahocorasick_rs import AhoCorasick

from belowline.moderation.screening.folding import Folded, fold, is_row_of
from belowline.moderation.screening.spans import Span
from belowline.moderation.screening.tokens import is_dense

_OPEN = "*"
"""At the beginning or the end of an entry: the word may go on there."""
_MOST_SPELLINGS = 16
_BYTES_A_LETTER, _BYTES_AN_ENTRY = 24, 400


@dataclass(frozen=True, slots=True)
class _Needle:
    """What is looked for: the letters, each of a row once, how often each stands in its row, and
    whether a word has to begin and to end there.
    """

    letters: str
    rows: tuple[int, ...]
    begins: bool
    ends: bool

    @property
    def key(self) -> str:
        """As it stands in a folded text."""
        return f"{' ' * self.begins}{self.letters}{' ' * self.ends}"


class WordLists:
    """Lists of words and phrases by number."""

    def __init__(self, lists: Sequence[Sequence[str]]) -> None:
        owned: defaultdict[str, list[tuple[int, _Needle]]] = defaultdict(list)
        for number, entries in enumerate(lists):
            for entry in entries:
                for needle in needles(entry):
                    owned[needle.key].append((number, needle))
        self._owners = list(owned.values())
        self._whole = AhoCorasick(list(owned)) if owned else None
        self._bare: AhoCorasick | None = None
        self.weight = sum(
            _BYTES_A_LETTER * len(key) + _BYTES_AN_ENTRY * len(owners)
            for key, owners in owned.items()
        )

    def find(self, folded: Folded) -> Mapping[int, list[Span]]:
        """Where entries of which lists stand in the text as it was written; a list that has none
        is not there.
        """
        found: dict[int, list[Span]] = {}
        if self._whole is None:
            return found
        for at, start, end in self._whole.find_matches_as_indexes(folded.text, overlapping=True):
            self._note(found, folded, at, start, end, is_bare=False)
        if folded.is_apart:
            for at, start, end in self._bare_ones().find_matches_as_indexes(
                folded.text, overlapping=True
            ):
                if folded.is_joined(start) and folded.is_joined(end - 1):
                    self._note(found, folded, at, start, end, is_bare=True)
        return found

    def _note(
        self,
        found: dict[int, list[Span]],
        folded: Folded,
        at: int,
        start: int,
        end: int,
        *,
        is_bare: bool,
    ) -> None:
        for number, needle in self._owners[at]:
            first = start if is_bare else start + needle.begins
            last = end if is_bare else end - needle.ends
            if is_row_of(folded.rows(first, last), needle.rows):
                span = folded.place(first, last)
                spans = found.setdefault(number, [])
                if span not in spans:
                    spans.append(span)

    def _bare_ones(self) -> AhoCorasick:
        """The same without the spaces around words: for letters that stood apart."""
        if self._bare is None:
            self._bare = AhoCorasick([owners[0][1].letters for owners in self._owners])
        return self._bare


def needles(entry: str) -> Iterator[_Needle]:
    """What an entry of a list is looked for as; nothing for one without a letter."""
    words = entry.strip().strip(_OPEN)
    folded = fold(words)
    letters = folded.text[1:-1]
    if not letters.strip():
        return
    rows = tuple(folded.rows(1, len(folded.text) - 1))
    begins = not entry.strip().startswith(_OPEN) and not is_dense(letters[0])
    ends = not entry.strip().endswith(_OPEN) and not is_dense(letters[-1])
    for spelled, times in _spellings(letters, rows):
        yield _Needle(spelled, times, begins, ends)


def _spellings(letters: str, rows: Sequence[int]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The letters as they are, and with i in the place of l in some or all words: as those are
    read in which a digit stands for a letter.
    """
    words = letters.split(" ")
    places = [0, *accumulate(len(word) + 1 for word in words)]
    read = [
        [(word, tuple(rows[at : at + len(word)])), *_with_one_letter(word, rows[at:])]
        for word, at in zip(words, places, strict=False)
    ]
    for chosen in islice(product(*read), _MOST_SPELLINGS):
        yield (
            " ".join(word for word, _ in chosen),
            tuple(row for _, times in chosen for row in (*times, 1))[:-1],
        )


def _with_one_letter(word: str, rows: Sequence[int]) -> Iterator[tuple[str, tuple[int, ...]]]:
    if "l" not in word:
        return
    drawn = "".join(letter * row for letter, row in zip(word, rows, strict=False))
    again = [(letter, len(list(row))) for letter, row in groupby(drawn.replace("l", "i"))]
    yield "".join(letter for letter, _ in again), tuple(row for _, row in again)
