"""Makes smaller what many readers get: a page that one crawler reads is not worth the time."""

import asyncio
import logging

from belowline.delivery.cached_response import CachedResponse
from belowline.delivery.page_cache import Key, PageCache

OFTEN = 48
"""How often an answer is sent before it is compressed once more. In a busy hour a page is changed
before that, and no time is spent on it."""

_log = logging.getLogger(__name__)


class Recompression:
    """Counts what is sent, and has it compressed closely, in a thread, where that pays."""

    def __init__(self, cache: PageCache) -> None:
        self._cache = cache
        self._under_way: set[asyncio.Task[None]] = set()

    def sent(self, key: Key, made: CachedResponse, coding: bytes) -> None:
        """Takes note that the answer was sent in this coding, which was made quickly."""
        made.sent += 1
        if made.sent >= OFTEN:
            made.quick.discard(coding)
            task = asyncio.create_task(self._compress(key, made, coding))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)

    async def _compress(self, key: Key, made: CachedResponse, coding: bytes) -> None:
        try:
            await asyncio.to_thread(made.compress_closely, coding)
        except Exception:  # noqa: BLE001 - it goes on being sent as it is
            _log.exception("%s could not be compressed once more", key[1])
        self._cache.weigh(key)
