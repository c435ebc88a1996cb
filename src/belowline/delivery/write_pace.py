"""Tells when a write that is alone had better wait for the next, to share its commit.

A commit, and finding everything in memory anew after a rest, cost as much as the writes themselves.
"""

from collections import deque

LONGEST = 0.1
"""Seconds: what takes no longer seems to happen at once (Miller 1968, on response times)."""
LOOKED_AT = 8
"""Writes that have come, from which it is told how soon the next one will."""
FIRST_REST, MOST_REST = 4, 256
"""Writes that do not wait after one for which nobody came: at first, four times as many each time,
and at the most. Somebody who sends one after the other comes only when the last is answered.
"""


class WritePace:
    """How writes come; times are in seconds of one clock that never goes back."""

    def __init__(self) -> None:
        self._came: deque[float] = deque(maxlen=LOOKED_AT)
        self._resting = 0
        self._next_rest = FIRST_REST

    def came(self, moment: float) -> None:
        """Takes note of a write."""
        self._came.append(moment)

    def is_worth_waiting(self) -> bool:
        """Whether the next is expected within the longest wait; asked once for a write."""
        if self._resting:
            self._resting -= 1
            return False
        took = self._came[-1] - self._came[0]
        return len(self._came) == LOOKED_AT and took <= LONGEST * (LOOKED_AT - 1)

    def left(self, moment: float) -> float:
        """Seconds for which the last that came still waits."""
        return self._came[-1] + LONGEST - moment

    def waited(self, *, in_vain: bool) -> None:
        """Takes note of whether somebody came."""
        if in_vain:
            self._resting = self._next_rest
        self._next_rest = min(self._next_rest * 4, MOST_REST) if in_vain else FIRST_REST
