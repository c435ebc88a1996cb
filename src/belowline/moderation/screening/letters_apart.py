"""Single letters that stand one after the other, to be read as a word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from belowline.moderation.screening.tokens import Token

_FEWEST_APART, _FEWEST_DENSE = 3, 2
"""As many letters in a row have to stand alone to be read as a word; in Japanese two."""
_WIDEST_GAP = 2


@dataclass(slots=True)
class _Letters:
    """Letters that stand alone one after the other: the numbers of their tokens."""

    numbers: list[int]
    is_dense: bool
    ends: int


def apart(tokens: Sequence[tuple[Token, int]]) -> Iterator[int]:
    """The numbers of tokens that belong to the one before, because single letters stand apart."""
    row = _Letters([], is_dense=True, ends=0)
    for number, (token, begins) in enumerate(tokens):
        is_single = len(token.rows) == 1
        if not is_single or begins - row.ends > _WIDEST_GAP:
            yield from _joined(row)
            row = _Letters([], is_dense=True, ends=0)
        if is_single:
            row.numbers.append(number)
            row.is_dense = row.is_dense and token.is_dense
            row.ends = begins + token.ends[-1]
    yield from _joined(row)


def _joined(row: _Letters) -> Iterator[int]:
    if len(row.numbers) >= (_FEWEST_DENSE if row.is_dense else _FEWEST_APART):
        yield from row.numbers[1:]
