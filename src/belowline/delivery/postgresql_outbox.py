"""Watches the outbox in PostgreSQL."""

import logging
from collections.abc import Callable, Sequence
from typing import Protocol

import psycopg

from belowline.delivery.outbox import COLUMNS, KEPT_DAYS, Fact, fact
from belowline.delivery.wakeup_listener import WakeupListener

_log = logging.getLogger(__name__)

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

    def __init__(
        self, address: str, waking: WakeupListener, head_from: Callable[[int], Head]
    ) -> None:
        self._address = address
        self._waking = waking
        self._connection = psycopg.connect(address, autocommit=True)
        [(newest,)] = self._rows(_NEWEST)
        self._head = head_from(max(0, int(str(newest)) - _LOOKED_BACK))
        self._seen: set[int] = set()
        self._read()

    def has_moved(self) -> bool:
        """Whether somebody said so, or nobody has looked for a second."""
        return self._waking.is_due()

    def fresh(self) -> Sequence[Fact]:
        """The facts that were committed since the last look."""
        self._waking.looked()
        try:
            return self._read()
        except psycopg.OperationalError:
            _log.warning("The outbox cannot be read; pages may be out of date until it can be.")
            return []

    def of_thread(self, thread_id: int, limit: int) -> Sequence[Fact]:
        """The latest facts of one thread, oldest first."""
        return [fact(row) for row in reversed(self._rows(_OF_THREAD, thread_id, limit))]

    def may_have_forgotten(self, after: int) -> bool:
        """Whether facts behind this id may be gone: the next one is older than all are kept."""
        return any(is_old for (is_old,) in self._rows(_IS_OLD, after))

    def answers(self) -> bool:
        """Whether the database can be read."""
        try:
            self._rows(_OF_THREAD, 0, 1)
        except psycopg.Error:
            return False
        return True

    def close(self) -> None:
        """Ends the listening and the connection."""
        self._waking.close()
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
        if self._connection.closed:
            self._connection = psycopg.connect(self._address, autocommit=True)
        return self._connection.execute(query.encode(), values or None).fetchall()
