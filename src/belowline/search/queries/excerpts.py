"""A piece of a text around what was looked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from belowline.core.unicode.units import folded_units, places_of, units_of
from belowline.search.queries.asked import Asked, folded

_MOST = 220
_BEFORE = 60
_MOST_PLACES = 40


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a text; `is_found`: they are what was looked for."""

    words: str
    is_found: bool = False


Places = Sequence[tuple[int, int]]


def places_in(text: str, asked: Asked) -> Places | None:
    """Where in the text stands what was asked for; None: not all of it is there, or something
    that must not be.
    """
    row = _row(folded_units(text))
    if not all(_row(folded(phrase)) in row for phrase in asked.phrases):
        return None
    if any(_row(folded(phrase)) in row for phrase in asked.excluded):
        return None
    units = list(units_of(text))
    found = (
        place
        for phrase in asked.phrases
        for place in islice(places_of(folded(phrase), units), _MOST_PLACES)
    )
    return _merged(sorted(found))


def excerpt(text: str, places: Places, *, most: int = _MOST) -> list[Piece]:
    """Up to about `most` characters around the first of these places, cut between words."""
    start, end = _window(text, places[0][0] if places else 0, most)
    pieces, at = [Piece("…")] if start else [], start
    for first, last in places:
        if first < at or last > end:
            continue
        pieces += [Piece(text[at:first]), Piece(text[first:last], is_found=True)]
        at = last
    pieces.append(Piece(text[at:end]))
    if end < len(text):
        pieces.append(Piece("…"))
    return [piece for piece in pieces if piece.words]


def marked(text: str, places: Places) -> list[Piece]:
    """The whole text with these places."""
    return excerpt(text, places, most=len(text) + 2 * _BEFORE) if text else []


def words_of(pieces: Sequence[Piece]) -> str:
    """The pieces as plain words."""
    return "".join(piece.words for piece in pieces)


def _window(text: str, first: int, most: int) -> tuple[int, int]:
    if len(text) <= most:
        return 0, len(text)
    start = max(first - _BEFORE, 0)
    if start:
        space = text.find(" ", start, first)
        start = space + 1 if space >= 0 else start
    end = min(start + most, len(text))
    if end < len(text):
        space = text.rfind(" ", max(first + 1, start), end)
        end = space if space > start + most // 2 else end
    return start, end


def _row(words: Sequence[str]) -> str:
    """Units one after the other; those that follow each other in a text are a part of its row."""
    return "\n".join(["", *words, ""])


def _merged(places: Sequence[tuple[int, int]]) -> Places:
    """Without what overlaps."""
    merged: list[tuple[int, int]] = []
    for first, last in places:
        if merged and first < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged
