"""Tells what comes again from what comes once, so that only that is kept which is worth it.

A crawler asks for ten years of pages once each. What is kept for the next time would push out
what is asked for all day (the doorkeeper of Einziger, Friedman and Manes, "TinyLFU", 2017).
"""

from collections import OrderedDict
from collections.abc import Hashable


class Seen:
    """The last keys that were seen, `most` of them. Races lose or keep a key, and nothing else."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._keys: OrderedDict[Hashable, None] = OrderedDict()

    def again(self, key: Hashable) -> bool:
        """Whether the key has been seen lately; it has been now."""
        if key in self._keys:
            return True
        self._keys[key] = None
        if len(self._keys) > self._most:
            self._keys.popitem(last=False)
        return False
