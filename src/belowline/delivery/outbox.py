"""The outbox as the front sees it: facts in their order, whichever process wrote them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Fact:
    """A row of the outbox."""

    id: int
    name: str
    publication_id: int | None
    thread_id: int | None
    payload: dict[str, Any]

    @property
    def channel(self) -> int:
        """Whom it is told: those who follow its thread, by the thread's id; else the one person
        whom it is about, by less than nothing: so no thread's id is ever a person's.
        """
        return self.thread_id or -int(self.payload.get("person_id", 0))

    @property
    def revision(self) -> int:
        """The thread's revision after it; 0 where it is not about what readers see."""
        return int(self.payload.get("revision", 0))


class Outbox(Protocol):
    """A place where facts appear in an order.

    Everything but `has_moved` and `break_off` may wait for the database and is called in one
    thread, never on the event loop; `begin` and `fresh` are called there where a look `is_at_hand`.
    Each raises what the database's driver does.
    """

    is_at_hand: bool
    """Whether a look reads memory of this machine only and waits for no lock."""

    def begin(self) -> None:
        """Begins the watching at the end of what has happened."""

    def has_moved(self) -> bool:
        """Whether it is worth looking: asks no database, and is quick enough for every request."""

    def fresh(self) -> Sequence[Fact]:
        """The facts that have appeared since the last call, or since the watching began."""

    def of_thread(self, thread_id: int, limit: int) -> Sequence[Fact]:
        """The latest facts of one thread among those that `fresh` has passed, oldest first."""

    def may_have_forgotten(self, after: int) -> bool:
        """Whether facts behind this id may be gone: the next one is older than all are kept."""

    def break_off(self) -> None:
        """Has whatever waits for the database fail, from any thread; waits for nothing itself."""

    def close(self) -> None:
        """Ends the watching."""


KEPT_DAYS = 7
"""All facts of so many days are there; what is older goes once everybody has seen it, but for the
newest of each thread (core/retention.py keeps a day more)."""
COLUMNS = "id, name, publication_id, thread_id, payload"


def fact(row: Sequence[Any]) -> Fact:
    """The fact that a row of these columns holds."""
    number, name, publication_id, thread_id, payload = row
    known = payload if isinstance(payload, dict) else json.loads(payload)
    return Fact(number, name, publication_id, thread_id, known)
