"""The moment by which something has to be done, however slowly it comes."""

from time import monotonic

from belowline.core.fetching.faults import TooSlow


class Deadline:
    """A number of seconds from now, for all that is done together."""

    __slots__ = ("_end", "_seconds")

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._end = monotonic() + seconds

    def left(self) -> float:
        """Seconds that are left; always more than none. Raises TooSlow when it has passed."""
        left = self._end - monotonic()
        if left <= 0:
            raise self.passed()
        return left

    def passed(self) -> TooSlow:
        """What to raise where a wait has ended with the deadline."""
        return TooSlow(self._seconds)
