"""What a subscriber is, and how the events that it is given look."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime

from belowline.core.events import Event


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as the outbox holds it; `id` is its place in the order of all events."""

    id: int
    event: Event
    occurred_at: datetime


Handle = Callable[[Sequence[Recorded]], None]


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A function that is given the events of some classes, in their order, a batch at a time.

    It runs in the transaction in which its place moves on: what it writes is there once, whatever
    ends in between. So it waits for nothing outside the database; for that it plans a task. Should
    a backup be played back it may see events again, and doing them twice must change nothing.

    `every` so many seconds it looks for more; what is not urgent is cheaper in larger batches.
    `name` is durable: the place is kept under it. `coalesce` gives a key for an event; of those of
    a batch with one key only the last is handed over. One with `rebuild` keeps a read model:
    `rebuild` makes it anew from the tables, which is how it begins where there is history already.
    """

    name: str
    events: tuple[type[Event], ...]
    handle: Handle
    batch: int = 200
    coalesce: Callable[[Event], Hashable] | None = None
    rebuild: Callable[[], None] | None = None
    every: float = 0.5

    @property
    def names(self) -> list[str]:
        """The events' names, as the outbox has them."""
        return [kind.__name__ for kind in self.events]


def coalesced(records: Sequence[Recorded], key: Callable[[Event], Hashable]) -> list[Recorded]:
    """Of those with one key the last, each where it stands among the others."""
    last = {key(record.event): record.id for record in records}
    return [record for record in records if last[key(record.event)] == record.id]
