"""Makes answers: one making however many ask, and not more often than need be."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from time import monotonic, time

from belowline.delivery.cached_response import PACE, CachedResponse
from belowline.delivery.metrics import MADE
from belowline.delivery.page_cache import Key, PageCache
from belowline.delivery.wsgi_bridge import Answer

LIFE = 60.0
"""Seconds after which an answer is made anew though nothing said that it has to be."""
BURST = 5
"""An answer may be made PACE times a second, or as often as it says (`pace`), and after a quiet
time BURST times at once. While there is room, whoever asks after a write waits for the truth; under
a storm of writes readers are sent what was true a moment ago."""

KEPT_PATIENCE = 2.0
"""Seconds that a reader waits for the truth where an older answer is there."""
_TRIED_AGAIN_AFTER = 1.0
"""Seconds after a making that failed in which the older answer is sent without trying."""

_log = logging.getLogger(__name__)

DEPENDS = b"belowline-depends"
ENDS = b"belowline-ends"
BY_COUNTRY = b"belowline-by-country"
STORY = b"belowline-story"
PACED = b"belowline-pace"
FOR_THE_FRONT = frozenset({DEPENDS, ENDS, BY_COUNTRY, STORY, PACED})
_OWN = FOR_THE_FRONT | {b"content-length", b"cache-control", b"vary", b"etag"}
_ROUNDED = 0.001
"""Seconds by which the end that an answer tells may be later than its true end, at the most."""
_REMEMBERED = 10_000
_FAULT = 500
"""From this status on it is this side that could not answer."""

Made = CachedResponse | Answer
Ask = Callable[[], Awaitable[Made]]


class Revalidation:
    """Finds finished answers on the shelf and has the others made."""

    def __init__(self, cache: PageCache) -> None:
        self._cache = cache
        self._under_way: dict[Key, asyncio.Task[Made]] = {}
        self._moved: dict[str, float] = {}
        self._all_moved = 0.0

    def at_hand(self, key: Key) -> CachedResponse | None:
        """A finished answer that is true and may be sent."""
        made = self._cache.get(key)
        if made is None or made.stale_at is not None or _is_old(made) or has_ended(made):
            return None
        return made

    async def made(self, key: Key, ask: Ask, *, is_away: bool) -> Made:
        """The answer as soon as it is true; under a storm of writes, as it was a moment ago.

        What is there is sent as it is, until its licence ends, while it cannot be made anew:
        because the database is away, or because the making fails or takes too long.
        """
        kept = self._cache.get(key)
        if kept is None or has_ended(kept):
            self._cache.drop(key)
            return await self._true(key, ask)
        if is_away or kept.resting_until > monotonic():
            return kept
        room = _room(kept, monotonic())
        if room >= 2:
            return await self._true_if_possible(kept, key, ask)
        if room >= 1 and key not in self._under_way:
            self._begin(key, ask)
        return kept

    def invalidate(self, names: Iterable[str]) -> list[Key]:
        """Takes note that whatever depends on any of these names is no longer true; returns the
        keys of what was at hand until now.
        """
        moment = monotonic()
        names = set(names)
        marked = self._cache.mark_stale(names, moment)
        self._moved |= dict.fromkeys(names, moment)
        if len(self._moved) > _REMEMBERED:
            self._moved = {name: at for name, at in self._moved.items() if moment - at < LIFE}
        return marked

    def make_ahead(self, key: Key, ask: Ask) -> None:
        """Has an answer that is no longer true made before anybody asks, unless it was made too
        often just now.
        """
        kept = self._cache.get(key)
        if kept is None or has_ended(kept) or key in self._under_way:
            return
        if kept.resting_until <= monotonic() and _room(kept, monotonic()) >= 2:
            self._begin(key, ask)

    def invalidate_all(self) -> None:
        """Takes note that nothing is known to be true that was made before."""
        self._all_moved = monotonic()
        self._cache.mark_all_stale(self._all_moved)

    async def _true_if_possible(self, kept: CachedResponse, key: Key, ask: Ask) -> Made:
        made: Made | None = None
        with suppress(Exception):  # which `_ended` has logged
            made = await self._true(key, ask, patience=KEPT_PATIENCE)
        if made is not None and (isinstance(made, CachedResponse) or made.status < _FAULT):
            return made
        if has_ended(kept):
            return made or await self._true(key, ask)
        kept.resting_until = monotonic() + _TRIED_AGAIN_AFTER
        return kept

    async def _true(self, key: Key, ask: Ask, *, patience: float | None = None) -> Made:
        """Raises TimeoutError where it takes longer than so many seconds."""
        began, came = monotonic(), 0.0 if key in self._under_way else time()
        made = await self._fresh(key, ask, patience)
        if isinstance(made, CachedResponse) and (
            made.stale_at is not None or _ended_since(made, came)
        ):
            # A write came, or its time ended, while it was under way, perhaps before this reader.
            left = None if patience is None else patience - (monotonic() - began)
            made = await self._fresh(key, ask, left)
        return made

    async def _fresh(self, key: Key, ask: Ask, patience: float | None) -> Made:
        """It is made to the end even if whoever asked goes away."""
        making = self._under_way.get(key) or self._begin(key, ask)
        await asyncio.wait({making}, timeout=patience)
        if not making.done():
            raise TimeoutError
        return making.result()

    def _begin(self, key: Key, ask: Ask) -> asyncio.Task[Made]:
        task = asyncio.create_task(self._make(key, ask))
        self._under_way[key] = task
        task.add_done_callback(lambda done: self._ended(key, done))
        return task

    def _ended(self, key: Key, task: asyncio.Task[Made]) -> None:
        del self._under_way[key]
        fault = None if task.cancelled() else task.exception()
        if fault is not None:
            _log.error("%s could not be made.", key[1], exc_info=fault)

    async def _make(self, key: Key, ask: Ask) -> Made:
        kept = self._cache.get(key)
        made = await ask()
        if isinstance(made, Answer):
            if made.status < _FAULT:
                self._cache.drop(key)
            return made
        began = made.made_at
        MADE.observe(monotonic() - began)
        made.room = _room(kept, began) - 1
        after = [self._all_moved, *(self._moved.get(name, 0.0) for name in made.depends)]
        made.stale_at = max((moment for moment in after if moment > began), default=None)
        self._cache.put(key, made)
        return made


def has_ended(made: CachedResponse) -> bool:
    """Whether its licence is over: from then on it is sent to nobody, whatever is away."""
    return made.ends_at is not None and made.ends_at - _ROUNDED <= time()


def _ended_since(made: CachedResponse, moment: float) -> bool:
    return made.ends_at is not None and made.ends_at > moment and has_ended(made)


def _is_old(made: CachedResponse) -> bool:
    return monotonic() - made.made_at > LIFE


def _room(kept: CachedResponse | None, at: float) -> float:
    """How many makings are allowed at this moment: a bucket of BURST that `pace` a second fill."""
    return min(BURST, kept.room + (at - kept.made_at) * kept.pace) if kept else BURST


def cacheable(answer: Answer, made_at: float) -> CachedResponse | None:
    """The answer as one that can be kept; None where it does not say what it depends on."""
    told = dict(answer.headers)
    if answer.status != 200 or DEPENDS not in told or b"set-cookie" in told:
        return None
    ends = told.get(ENDS)
    return CachedResponse(
        answer.body,
        [(name, value) for name, value in answer.headers if name not in _OWN],
        depends=frozenset(told[DEPENDS].decode("latin-1").split()),
        ends_at=float(ends) if ends else None,
        made_at=made_at,
        is_private=b"private" in told.get(b"cache-control", b""),
        by_country=BY_COUNTRY in told,
        lasting=b"immutable" in told.get(b"cache-control", b""),
        story=int(told.get(STORY, 0)),
        pace=int(told.get(PACED, PACE)),
    )
