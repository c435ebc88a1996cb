"""Comments of the length that people write, made of made-up words, the same at every run."""

from functools import cache
from itertools import accumulate
from random import Random

_SYLLABLES = (
    "ba,con,der,ein,fo,gra,hal,il,ja,ken,lo,mar,ne,or,pri,que,ru,sta,ti,un,ver,wo,xa,yel,zo"
)
_VOCABULARY = 6000


def sentences(seed: int, number: int) -> str:
    """`number` sentences of 5 to 20 words; how often a word occurs follows Zipf's law."""
    random = Random(seed)  # noqa: S311 - the same text at every run is what is wanted
    words, weights = _vocabulary()
    return " ".join(
        " ".join(random.choices(words, cum_weights=weights, k=random.randint(5, 20))).capitalize()
        + "."
        for _ in range(number)
    )


def comment(seed: int) -> str:
    """A comment of one to five sentences, about 240 characters in the mean."""
    return sentences(seed, 1 + seed * 7919 % 5)


@cache
def _vocabulary() -> tuple[list[str], list[float]]:
    random = Random(1927)  # noqa: S311 - the same words at every run are what is wanted
    syllables = _SYLLABLES.split(",")
    words = ["".join(random.choices(syllables, k=1 + rank % 3)) for rank in range(_VOCABULARY)]
    return words, list(accumulate(1 / (rank + 2) for rank in range(_VOCABULARY)))
