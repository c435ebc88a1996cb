"""Which offers stand on a page: by their weights, the same for everybody who reads it."""

from collections.abc import Sequence
from hashlib import blake2b
from math import log
from random import Random
from typing import Protocol, TypeVar


class Weighted(Protocol):
    """What has a weight; twice as much is shown twice as often, as far as there is room."""

    @property
    def weight(self) -> int: ...  # noqa: D102 - said above


W = TypeVar("W", bound=Weighted)


def chosen(offers: Sequence[W], *, key: str, number: int) -> list[W]:
    """Up to `number` of the offers, the same for the same `key` (such as a page and a minute).

    Over many keys each comes first as often as its weight is among all weights, and second among
    those that are left. Source: P. Efraimidis and P. Spirakis, "Weighted random sampling with a
    reservoir", Information Processing Letters 97 (2006), 181-185.
    """
    seed = int.from_bytes(blake2b(key.encode(), digest_size=8).digest())
    random = Random(seed)  # noqa: S311 - fair, not secret
    drawn = [(log(random.random() or 1e-300) / offer.weight, at) for at, offer in enumerate(offers)]
    return [offers[at] for _, at in sorted(drawn, reverse=True)[:number]]
