"""A thread remembered in memory, for imports and wherever there is no database."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeVar

from belowline.discussion.quotation.comments import EarlierComment
from belowline.discussion.quotation.fingerprints import fingerprints

K = TypeVar("K")


class ThreadMemory:
    """What was said so far; `add` each comment once it has been read."""

    def __init__(self) -> None:
        self._comments: dict[int, EarlierComment] = {}
        self._by_fingerprint: defaultdict[int, set[int]] = defaultdict(set)
        self._by_name: defaultdict[str, set[int]] = defaultdict(set)

    def add(self, comment: EarlierComment, quoted: Iterable[tuple[int, int]] = ()) -> None:
        """Remember a comment; `quoted` are its half-open line ranges that are others' words."""
        self._comments[comment.id] = comment
        for number in fingerprints(comment.text, quoted):
            self._by_fingerprint[number].add(comment.id)
        if comment.author is not None:
            self._by_name[comment.author.casefold()].add(comment.id)

    def sharing(self, fingerprints: Collection[int]) -> Sequence[EarlierComment]:
        """Return the comments that hold any of these fingerprints, earliest first."""
        return self._found(self._by_fingerprint, fingerprints)

    def by_name(self, names: Collection[str]) -> Sequence[EarlierComment]:
        """Return the comments by anyone of these names, earliest first."""
        return self._found(self._by_name, [name.casefold() for name in names])

    def comment(self, comment_id: int) -> EarlierComment | None:
        """Return the comment with this id, or None."""
        return self._comments.get(comment_id)

    def _found(self, index: Mapping[K, set[int]], keys: Iterable[K]) -> Sequence[EarlierComment]:
        ids = {comment_id for key in keys for comment_id in index.get(key, ())}
        return [self._comments[comment_id] for comment_id in sorted(ids)]
