"""Has pages that people read made again as soon as they are no longer true, before anybody asks.

Whoever comes next need not wait. And what was written was written a moment ago, mostly by the same
process: what it takes to make the page is still in the processor's caches.
"""

from collections.abc import Iterable
from functools import partial
from heapq import nlargest

from belowline.delivery.first_pages import scope_of
from belowline.delivery.page_cache import Key, PageCache
from belowline.delivery.page_maker import PageMaker
from belowline.delivery.revalidation import Revalidation

WANTED = 2
"""How often an answer was sent since it was made if it is made again ahead. What fewer read than
changes come may change once more before anybody asks."""
MOST = 4
"""Answers that are made ahead after one change: where it concerns all pages of a site, those who
ask for one of them must not wait for all the others."""


class MakingAhead:
    """Begins makings, which nobody waits for and which are as few in a second as all others."""

    def __init__(self, cache: PageCache, revalidation: Revalidation, maker: PageMaker) -> None:
        self._cache = cache
        self._revalidation = revalidation
        self._maker = maker

    def begin(self, keys: Iterable[Key]) -> None:
        """Has those of these answers made again that are read most."""
        found = ((key, made) for key in keys if (made := self._cache.get(key)) is not None)
        wanted = [it for it in found if it[1].sent >= WANTED and not it[1].by_country]
        for key, made in nlargest(MOST, wanted, key=lambda it: it[1].sent):
            coding = next(iter(made.answers))
            ask = partial(self._maker.make, scope_of(key), key, coding, is_kept=True)
            self._revalidation.make_ahead(key, ask)
