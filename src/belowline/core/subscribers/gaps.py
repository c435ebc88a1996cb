"""Up to which id nothing can appear in the outbox any more: ids are given out before a commit.

A number that is missing may still be committed, or was given back by a rollback. Whoever holds it
had a transaction id before it (core/migrations/0009), so that once every transaction which was
under way when the gap was seen has ended, what is missing stays missing. Nobody waits for a lock.
"""

from collections.abc import Callable, Sequence


class Gaps:
    """Follows the ids that are seen. `head`: everything up to it is known."""

    def __init__(self, head: int) -> None:
        self.head = head
        self._mark: int | None = None
        self._marked_to = 0

    @property
    def is_waiting(self) -> bool:
        """Whether a number is missing of which it is not known that it stays missing."""
        return self._mark is not None

    def seen(self, ids: Sequence[int], *, oldest: int, mark: Callable[[], int]) -> int:
        """The head after these ids, all that are visible above the head before, ascending.

        `oldest` is the oldest transaction that was under way when they were read, `mark` gives a
        transaction id that is newer than every one given out before the call.
        """
        if self._mark is not None and oldest >= self._mark:
            self.head = max(self.head, self._marked_to)
            self._mark = None
        for number in ids:
            if number == self.head + 1:
                self.head = number
            elif number > self.head:
                break
        if self._mark is None and ids and ids[-1] > self.head:
            self._mark, self._marked_to = mark(), ids[-1]
        return self.head
