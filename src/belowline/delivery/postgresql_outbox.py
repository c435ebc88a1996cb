"""Watches the outbox in PostgreSQL."""

from collections.abc import Callable, Sequence
from typing import Protocol

import psycopg

from belowline.delivery.outbox import COLUMNS, KEPT_DAYS, Fact, fact
from belowline.delivery.postgresql_connection import connect, cut
from belowline.delivery.wakeup_listener import WakeupListener

_LOOKED_BACK = 10_000
"""Ids are given out before they are committed: so many before the newest one are looked through at
the start for what was under way then."""
_MOST = 10_000
_OLDEST = "pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
_FRESH = f"SELECT {_OLDEST}, {COLUMNS} FROM outbox WHERE id > %s ORDER BY id LIMIT {_MOST}"  # noqa: S608 - a constant
_MARK = "SELECT pg_current_xact_id()::text::bigint"
_NEWEST = "SELECT coalesce(max(id), 0) FROM outbox"
_OF_THREAD = f"SELECT {COLUMNS} FROM outbox WHERE thread_id = %s ORDER BY id DESC LIMIT %s"  # noqa: S608 - a constant
_IS_OLD = (
    f"SELECT occurred_at < now() - interval '{KEPT_DAYS} days' FROM outbox "  # noqa: S608 - a constant
    "WHERE id > %s ORDER BY id LIMIT 1"
)


class Head(Protocol):
    """Knows up to which id nothing can appear any more (core/subscribers/gaps.py)."""

    head: int

    def seen(self, ids: Sequence[int], *, oldest: int, mark: Callable[[], int]) -> int:
        """The head after these ids were seen."""


class PostgreSQLOutbox:
    """A connection to read by, and something that says when it is worth reading.

    `head_from` makes a Head that begins at an id. Facts are passed on as soon as they are visible;
    one that was committed after others with higher ids is passed on when it appears.
    """

    is_at_hand = False

    def __init__(
        self, address: str, waking: WakeupListener, head_from: Callable[[int], Head]
    ) -> None:
        self._address = address
        self._waking = waking
        self._head_from = head_from
        self._connection: psycopg.Connection | None = None
        self._head = head_from(0)
        self._seen: set[int] = set()

    def begin(self) -> None:
        """Begins the watching at the end of what has happened."""
        [(newest,)] = self._rows(_NEWEST)
        self._head = self._head_from(max(0, int(str(newest)) - _LOOKED_BACK))
        self._seen.clear()
        self._read()

    def has_moved(self) -> bool:
        """Whether somebody said so, or nobody has looked for a second."""
        return self._waking.is_due()

    def fresh(self) -> Sequence[Fact]:
        """The facts that were committed since the last look."""
        self._waking.looked()
        return self._read()

    def of_thread(self, thread_id: int, limit: int) -> Sequence[Fact]:
        """The latest facts of one thread among those that `fresh` has passed, oldest first."""
        known = [fact(row) for row in reversed(self._rows(_OF_THREAD, thread_id, limit))]
        return [it for it in known if it.id <= self._head.head or it.id in self._seen]

    def may_have_forgotten(self, after: int) -> bool:
        """Whether facts behind this id may be gone: the next one is older than all are kept."""
        return any(is_old for (is_old,) in self._rows(_IS_OLD, after))

    def break_off(self) -> None:
        """Cuts the connection, so that a read which waits for a silent server fails."""
        cut(self._connection)

    def close(self) -> None:
        """Ends the listening and the connection."""
        self._waking.close()
        if self._connection is not None:
            self._connection.close()

    def _read(self) -> list[Fact]:
        rows = self._rows(_FRESH, self._head.head)
        if not rows:
            return []
        visible = [(oldest, fact(row)) for oldest, *row in rows]
        fresh = [found for _, found in visible if found.id not in self._seen]
        self._seen.update(found.id for found in fresh)
        ids = [found.id for _, found in visible]
        head = self._head.seen(ids, oldest=int(str(visible[0][0])), mark=self._mark)
        self._seen = {number for number in self._seen if number > head}
        return fresh

    def _mark(self) -> int:
        return int(str(self._rows(_MARK)[0][0]))

    def _rows(self, query: str, *values: int) -> list[tuple[object, ...]]:
        """The rows; a connection that was lost while nobody used it is opened once more."""
        known = self._connection
        if known is not None and not known.closed:
            try:
                return self._ask(known, query, *values)
            except psycopg.OperationalError:
                if not known.broken:
                    raise
        self._connection = connect(self._address)
        return self._ask(self._connection, query, *values)

    def _ask(
        self, connection: psycopg.Connection, query: str, *values: int
    ) -> list[tuple[object, ...]]:
        return connection.execute(query.encode(), values or None).fetchall()
