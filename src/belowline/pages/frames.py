"""What is around the places of a page that change, kept for as long as only they do.

As the bytes that are sent: a page is put together once, and not written out and copied again.
"""

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from sys import getsizeof
from typing import NamedTuple

from django.utils.safestring import SafeString

from belowline.core.seen import Seen
from belowline.core.weighed_cache import WeighedCache

_PLACE = re.compile("\x00([a-z_]+)\x00")
_SEEN = 4_096
_AROUND = 12_000
"""Bytes, about, of what a frame is made of."""


class _Frame(NamedTuple):
    made_of: tuple[object, ...]
    around: list[bytes]
    names: list[str]
    """Of the places, each of which stands behind what is around it so far."""


def place(name: str) -> SafeString:
    """Stands in a frame where the value of this name is put in; no text has such characters."""
    return SafeString(f"\x00{name}\x00")


def filled(drawn: str, values: Mapping[str, bytes]) -> bytes:
    """What was drawn, with these values, which are markup, in its places. Raises KeyError for a
    place without a value.
    """
    return _filled(_frame(drawn, ()), values)


class Frames:
    """Frames of pages by key, from the second time on; `most` is in bytes."""

    def __init__(self, most: int) -> None:
        self._kept: WeighedCache[_Frame] = WeighedCache(most, _weight, seen=Seen(_SEEN))

    def fill(
        self,
        key: Hashable,
        made_of: tuple[object, ...],
        draw: Callable[[], str],
        values: Mapping[str, bytes],
        *,
        seen_as: Hashable = None,
    ) -> bytes:
        """The page, as `filled` gives it. `draw` draws the frame where there is none, or where one
        was made of something else. Keys that are `seen_as` the same make it worth keeping together.
        """
        frame = self._kept.get(
            key,
            lambda: _frame(draw(), made_of),
            still=lambda kept: kept.made_of == made_of,
            seen_as=seen_as,
        )
        return _filled(frame, values)


def _frame(drawn: str, made_of: tuple[object, ...]) -> _Frame:
    parts = _PLACE.split(drawn)
    return _Frame(made_of, [part.encode() for part in parts[::2]], parts[1::2])


def _filled(frame: _Frame, values: Mapping[str, bytes]) -> bytes:
    parts: Sequence[bytes] = [
        part
        for around, name in zip(frame.around, frame.names, strict=False)
        for part in (around, values[name])
    ]
    return b"".join([*parts, frame.around[-1]])


def _weight(key: Hashable, frame: _Frame) -> int:
    del key
    return _AROUND + sum(getsizeof(part) for part in frame.around)
