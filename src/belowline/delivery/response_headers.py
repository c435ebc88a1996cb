"""What is said about a finished answer at the moment in which it is sent."""

from time import monotonic
from typing import Any

from belowline.delivery.cached_response import CachedResponse, Header

MARKED_AFTER = 5.0
"""Seconds from which on it is said; before that no cache between here and the reader would ask."""


def marked(start: dict[str, Any], made: CachedResponse, behind: float) -> dict[str, Any]:
    """The head, with `Age` (RFC 9111) and `Cache-Status` (RFC 9211) if the answer is stale.

    `behind` is since how many seconds the database has been away.
    """
    untrue = 0.0 if made.stale_at is None else monotonic() - made.stale_at
    seconds = int(max(behind, untrue))
    if seconds < MARKED_AFTER:
        return start
    told = [
        (b"age", b"%d" % seconds),
        (b"cache-status", b"Belowline; hit; ttl=-%d" % seconds),
    ]
    return {**start, "headers": [*start["headers"], *told]}


def with_caching(start: dict[str, Any], caching: list[Header]) -> dict[str, Any]:
    """The head with these words to caches in place of its own."""
    told = {name for name, _ in caching}
    others = [pair for pair in start["headers"] if pair[0] not in told]
    return {**start, "headers": [*others, *caching]}
