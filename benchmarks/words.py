"""Comments as long as people's, of English and Japanese words, the same at every run.

The English words, each as often as in prose, are those of Python's own language reference; the
Japanese ones are clauses of this project's translation.
"""

import re
from collections import Counter
from functools import cache
from itertools import accumulate
from pathlib import Path
from pydoc_data.topics import topics
from random import Random

from babel.messages.pofile import read_po

import belowline

_CATALOGUE = Path(belowline.__file__).parent / "locale/ja/LC_MESSAGES/django.po"
_JAPANESE_EVERY = 8


def sentences(seed: int, number: int) -> str:
    """`number` English sentences of 5 to 20 words."""
    random = Random(seed)  # noqa: S311 - the same text at every run is what is wanted
    words, weights = _english()
    return " ".join(
        " ".join(random.choices(words, cum_weights=weights, k=random.randint(5, 20))).capitalize()
        + "."
        for _ in range(number)
    )


def comment(seed: int) -> str:
    """A comment of some 450 characters in the mean, in two paragraphs if it is long; one in eight
    is Japanese.
    """
    if seed % _JAPANESE_EVERY == 0:
        return _japanese_comment(seed)
    number = 1 + seed * 7919 % 12
    if number < 6:
        return sentences(seed, number)
    return f"{sentences(seed, number // 2)}\n\n{sentences(~seed, number - number // 2)}"


def _japanese_comment(seed: int) -> str:
    random = Random(seed)  # noqa: S311 - as above
    clauses = _japanese()
    return "".join(
        "、".join(random.choices(clauses, k=random.randint(1, 3))) + "。"
        for _ in range(1 + seed * 7919 % 15)
    )


@cache
def _english() -> tuple[list[str], list[int]]:
    found = Counter(re.findall(r"\b[a-z]{2,14}\b|\ba\b", " ".join(topics.values())))
    words, numbers = zip(*found.most_common(6000), strict=True)
    return list(words), list(accumulate(numbers))


@cache
def _japanese() -> list[str]:
    with _CATALOGUE.open("rb") as file:
        told = " ".join(str(message.string) for message in read_po(file) if message.id)
    return sorted(set(re.findall(r"[ぁ-んァ-ヶ一-龠々ー]{6,30}", told)))
