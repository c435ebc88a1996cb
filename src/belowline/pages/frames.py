"""What is around the places of a page that change, kept for as long as only they do."""

import re
from collections.abc import Callable, Hashable, Mapping
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
    parts: list[str]
    """Markup and names of places, in turns."""


def place(name: str) -> SafeString:
    """Stands in a frame where the value of this name is put in; no text has such characters."""
    return SafeString(f"\x00{name}\x00")


class Frames:
    """Frames of pages by key, from the second time on; `most` is in bytes."""

    def __init__(self, most: int) -> None:
        self._kept: WeighedCache[_Frame] = WeighedCache(most, _weight, seen=Seen(_SEEN))

    def fill(
        self,
        key: Hashable,
        made_of: tuple[object, ...],
        draw: Callable[[], str],
        values: Mapping[str, str],
    ) -> SafeString:
        """The page with these values, which are markup, in their places. `draw` draws the frame
        where there is none, or where one was made of something else. Raises KeyError for a place
        without a value.
        """
        frame = self._kept.get(
            key,
            lambda: _Frame(made_of, _PLACE.split(draw())),
            still=lambda kept: kept.made_of == made_of,
        )
        parts = frame.parts.copy()
        parts[1::2] = [values[name] for name in parts[1::2]]
        return SafeString("".join(parts))


def _weight(key: Hashable, frame: _Frame) -> int:
    del key
    return _AROUND + sum(getsizeof(part) for part in frame.parts)
