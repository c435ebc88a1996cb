"""Makes some pages before anybody asks, so that nobody waits for a start."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from urllib.parse import quote

from belowline.delivery.negotiation import CODINGS
from belowline.delivery.page_cache import Key
from belowline.delivery.revalidation import Made
from belowline.delivery.wsgi_bridge import Scope

_log = logging.getLogger(__name__)
_WITHIN = 10.0
"""Seconds that a start waits for them."""


async def make_first_pages(
    first: Callable[[], Sequence[tuple[bytes, str]]],
    make: Callable[[Key, bytes, Scope], Awaitable[Made]],
) -> None:
    """Makes the pages at the hosts and paths that `first` gives, in the smallest coding.

    A database that is slow holds this up for a moment only.
    """
    try:
        await asyncio.wait_for(_make(first, make), _WITHIN)
    except Exception:  # noqa: BLE001 - whoever asks for them has them made again
        _log.exception("The first pages could not be made at the start")


def scope_of(key: Key) -> Scope:
    """A request for what is kept under this key, of nobody in particular."""
    host, path, query, *_ = key
    return {
        "method": "GET",
        "path": path,
        "raw_path": quote(path).encode(),
        "query_string": query,
        "headers": [(b"host", host)],
    }


async def _make(
    first: Callable[[], Sequence[tuple[bytes, str]]],
    make: Callable[[Key, bytes, Scope], Awaitable[Made]],
) -> None:
    for host, path in await asyncio.to_thread(first):
        key = (host, path, b"", b"", b"")
        await make(key, CODINGS[0], scope_of(key))
