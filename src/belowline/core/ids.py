"""Time-ordered identifiers that fit a signed 64-bit column and never reveal volume."""

import secrets
import threading
from datetime import UTC, datetime
from functools import lru_cache

from belowline.core.clock import now

_RANDOM_BITS = 21
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32, lower case
_PAIRS = [first + second for first in _ALPHABET for second in _ALPHABET]
_SHIFTS = (50, 40, 30, 20, 10, 0)
_VALUES = {character: value for value, character in enumerate(_ALPHABET)}
_LENGTH = 13
_LARGEST = 2**63 - 1

_lock = threading.Lock()
_last_live = 0


def new_id() -> int:
    """A fresh identifier of this instant: 42 bits of milliseconds since 1970, 21 random bits.

    Ids made by one process strictly ascend, so two rows written within one millisecond keep
    their order.
    """
    global _last_live  # noqa: PLW0603 - the one memory that makes ids of a process ascend
    with _lock:
        _last_live = max(id_at(now()), _last_live + 1)
        return _last_live


def id_at(moment: datetime) -> int:
    """An identifier whose time is `moment` (aware), for rows that come from elsewhere."""
    return first_id_of(moment) | secrets.randbits(_RANDOM_BITS)


def first_id_of(moment: datetime) -> int:
    """The smallest identifier that `moment` (aware) can have; years before 1970 count as 1970."""
    milliseconds = max(0, int(moment.timestamp() * 1000))
    return milliseconds << _RANDOM_BITS


def moment_of(identifier: int) -> datetime:
    """The instant, to the millisecond, that an identifier carries."""
    return datetime.fromtimestamp((identifier >> _RANDOM_BITS) / 1000, UTC)


@lru_cache(maxsize=8_192)
def encode(identifier: int) -> str:
    """The identifier as 13 characters for addresses and JSON; the texts sort as the numbers."""
    pairs = [_PAIRS[identifier >> shift & 1023] for shift in _SHIFTS]
    return _ALPHABET[identifier >> 60] + "".join(pairs)


def decode(text: str) -> int:
    """The identifier that `encode` wrote. Raises ValueError for any other text."""
    if len(text) != _LENGTH or not set(text) <= _VALUES.keys():
        raise ValueError("An id is 13 characters of 0-9 and a-z without i, l, o and u.")
    identifier = 0
    for character in text:
        identifier = identifier * 32 + _VALUES[character]
    if identifier > _LARGEST:
        raise ValueError("This id is larger than any that was given out.")
    return identifier
