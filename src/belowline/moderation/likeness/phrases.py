"""Phrases that two people share, and of a whole group no others."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from belowline.discussion.quotation.words import WORD, words

_SHORTEST = 5 * WORD
_LONGEST_SHOWN = 12
_MOST_SHOWN = 5


def shared_phrases(text: str, others: Mapping[int, str]) -> dict[int, list[str]]:
    """The sequences of five words (or fifteen characters of unspaced script) and more that are in
    `text` and in exactly one of the others, by whose they are; the longest first.
    """
    own = _grams(text)
    holders: defaultdict[tuple[str, ...], set[int]] = defaultdict(set)
    for key, other in others.items():
        for gram in _grams(other).keys() & own.keys():
            holders[gram].add(key)
    places: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for gram, whose in holders.items():
        if len(whose) == 1:
            places[next(iter(whose))].append(own[gram])
    line = _tokens(text)
    return {key: _joined(line, sorted(spans)) for key, spans in places.items()}


def _tokens(text: str) -> list[str]:
    return [token for paragraph in text.split("\n") for token in words(paragraph).tokens]


def _grams(text: str) -> dict[tuple[str, ...], tuple[int, int]]:
    """Each sequence of that weight within a paragraph, with where it stands first."""
    found: dict[tuple[str, ...], tuple[int, int]] = {}
    begin = 0
    for paragraph in text.split("\n"):
        read = words(paragraph)
        for low, high in _spans(read.weights):
            found.setdefault(read.tokens[low:high], (begin + low, begin + high))
        begin += len(read.tokens)
    return found


def _spans(weights: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    high = weight = 0
    for low, first in enumerate(weights):
        while weight < _SHORTEST:
            if high == len(weights):
                return
            weight += weights[high]
            high += 1
        yield low, high
        weight -= first


def _joined(line: list[str], spans: list[tuple[int, int]]) -> list[str]:
    """Phrases that run into one another are one."""
    runs: list[list[int]] = []
    for low, high in spans:
        if runs and low <= runs[-1][1]:
            runs[-1][1] = max(runs[-1][1], high)
        else:
            runs.append([low, high])
    runs.sort(key=lambda run: run[0] - run[1])
    return [_written(line[low:high]) for low, high in runs]


def _written(tokens: list[str]) -> str:
    shown = tokens if len(tokens) <= 3 * _LONGEST_SHOWN else tokens[: 3 * _LONGEST_SHOWN]
    return "".join(
        token if not number or (len(token) == 1 and not token.isascii()) else f" {token}"
        for number, token in enumerate(shown)
    )
