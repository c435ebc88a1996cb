"""A thread remembered in memory, for imports and wherever there is no database."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeVar

from belowline.discussion.quotation.comments import Remark
from belowline.discussion.quotation.fingerprints import fingerprints

K = TypeVar("K")


class ThreadMemory:
    """What was said so far; `add` each remark once it has been read."""

    def __init__(self) -> None:
        self._remarks: dict[int, Remark] = {}
        self._by_fingerprint: defaultdict[int, set[int]] = defaultdict(set)
        self._by_name: defaultdict[str, set[int]] = defaultdict(set)

    def add(self, remark: Remark, quoted: Iterable[tuple[int, int]] = ()) -> None:
        """Remember a remark; `quoted` are its half-open line ranges that are others' words."""
        self._remarks[remark.id] = remark
        for number in fingerprints(remark.text, quoted):
            self._by_fingerprint[number].add(remark.id)
        if remark.author is not None:
            self._by_name[remark.author.casefold()].add(remark.id)

    def sharing(self, fingerprints: Collection[int]) -> Sequence[Remark]:
        """Return the remarks that hold any of these fingerprints, earliest first."""
        return self._found(self._by_fingerprint, fingerprints)

    def by_name(self, names: Collection[str]) -> Sequence[Remark]:
        """Return the remarks by anyone of these names, earliest first."""
        return self._found(self._by_name, [name.casefold() for name in names])

    def remark(self, remark_id: int) -> Remark | None:
        """Return the remark with this id, or None."""
        return self._remarks.get(remark_id)

    def _found(self, index: Mapping[K, set[int]], keys: Iterable[K]) -> Sequence[Remark]:
        ids = {remark_id for key in keys for remark_id in index.get(key, ())}
        return [self._remarks[remark_id] for remark_id in sorted(ids)]
