"""A text as a reader reads it, whatever its writer did so that a machine would not.

Letters that look alike (UTS 39), digits and signs in the place of letters, characters that are not
drawn, letters set apart, and letters said again and again lead to one spelling. Where each of them
stands in the text as it was written is worked out only where something was found.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from belowline.moderation.screening.letters_apart import apart
from belowline.moderation.screening.reading import Seen, read
from belowline.moderation.screening.tokens import Token, spelled, token_of, words_in

_STRETCHED = 3
"""As often as this a letter has to stand in a row to be read as one that is drawn out."""


class Folded:
    """A folded text. `text` has every letter of a row once, and words between single spaces, also
    at its ends; `is_apart` says whether letters that stood apart were joined somewhere.
    """

    __slots__ = ("_begins", "_joined", "_seen", "_tokens", "is_apart", "text")

    def __init__(self, seen: Seen) -> None:
        self._seen = seen
        self._tokens: list[tuple[Token, int]] = []
        self._joined: frozenset[int] = frozenset()
        self._begins: list[int] = []
        words, has_singles = spelled(seen.text)
        self.text = f" {' '.join(words)} "
        if has_singles:
            self._locate()
            self._joined = frozenset(apart(self._tokens))
            self.text = f"{''.join(self._spaced())} "
        self.is_apart = bool(self._joined)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where these characters stand in the text as it was written, half open."""
        return self._seen.place(self._at(start)[0], self._at(end - 1)[1])

    def rows(self, start: int, end: int) -> list[int]:
        """How often each of these letters stands in a row; 1 for spaces."""
        return [self._row(place) for place in range(start, end)]

    def is_joined(self, start: int) -> bool:
        """Whether the letter belongs to some that stood apart: there words begin anywhere."""
        number = self._token_at(start)
        return number in self._joined or number + 1 in self._joined

    def _spaced(self) -> Iterator[str]:
        for number, (token, _) in enumerate(self._tokens):
            yield token.text if number in self._joined else f" {token.text}"

    def _row(self, place: int) -> int:
        number = self._token_at(place)
        inside = place - self._begins[number]
        token, _ = self._tokens[number]
        return token.rows[inside] if 0 <= inside < len(token.rows) else 1

    def _at(self, place: int) -> tuple[int, int]:
        """Where the letter begins and ends in what is seen."""
        number = self._token_at(place)
        token, begins = self._tokens[number]
        inside = min(max(place - self._begins[number], 0), len(token.rows) - 1)
        return begins + token.starts[inside], begins + token.ends[inside]

    def _token_at(self, place: int) -> int:
        if not self._begins:
            self._locate()
            at = 0
            for number, (token, _) in enumerate(self._tokens):
                at += 0 if number in self._joined else 1
                self._begins.append(at)
                at += len(token.text)
        return max(bisect_right(self._begins, place) - 1, 0)

    def _locate(self) -> None:
        if not self._tokens:
            found = ((token_of(word), begins) for word, begins in words_in(self._seen.text))
            self._tokens = [(token, begins) for token, begins in found if token.text]


def fold(text: str) -> Folded:
    """Folds a text of any kind."""
    return Folded(read(text))


def is_row_of(said: Sequence[int], wanted: Sequence[int]) -> bool:
    """Whether letters that stand so often in a row are those of a word that has so many: as often,
    or drawn out.
    """
    return all(
        has == needs or (has > needs and has >= _STRETCHED)
        for has, needs in zip(said, wanted, strict=True)
    )
