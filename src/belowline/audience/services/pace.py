"""How fast mails go out: so many a second in all, so many a minute to one domain."""

from collections import defaultdict
from time import monotonic

_MINUTE = 60.0


class Pace:
    """Counts what goes out in this run, and says when the next one may."""

    def __init__(self, *, per_second: int, per_domain_and_minute: int) -> None:
        self._gap = 1 / per_second
        self._domain_gap = _MINUTE / per_domain_and_minute
        self._next = 0.0
        self._next_of: defaultdict[str, float] = defaultdict(float)

    def wait(self) -> float:
        """Seconds until the next mail may go out."""
        return max(self._next - monotonic(), 0)

    def resting(self) -> list[str]:
        """Domains to which none may go right now."""
        moment = monotonic()
        return [domain for domain, free_at in self._next_of.items() if free_at > moment]

    def count(self, domain: str) -> None:
        """One goes out to this domain."""
        moment = monotonic()
        self._next = max(self._next, moment) + self._gap
        self._next_of[domain] = max(self._next_of[domain], moment) + self._domain_gap
