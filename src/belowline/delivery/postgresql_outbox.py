"""Watches the outbox in PostgreSQL."""

import logging
from collections import deque
from collections.abc import Sequence

import psycopg

from belowline.delivery.outbox import COLUMNS, Fact, fact
from belowline.delivery.wakeup_listener import WakeupListener

_log = logging.getLogger(__name__)

_OVERLAP = 1_000
"""Ids are given out before they are committed: so many before the last one are looked at again."""

_FRESH = f"SELECT {COLUMNS} FROM outbox WHERE id > %s ORDER BY id"  # noqa: S608 - a constant
_OF_THREAD = f"SELECT {COLUMNS} FROM outbox WHERE thread_id = %s ORDER BY id DESC LIMIT %s"  # noqa: S608 - a constant


class PostgreSQLOutbox:
    """A connection to read by, and something that says when it is worth reading."""

    def __init__(self, address: str, waking: WakeupListener) -> None:
        self._address = address
        self._waking = waking
        self._connection = psycopg.connect(address, autocommit=True)
        newest = self._connection.execute("SELECT coalesce(max(id), 0) FROM outbox").fetchone()
        self._last = int(newest[0]) if newest else 0
        rows = self._connection.execute(_FRESH, (self._last - _OVERLAP,)).fetchall()
        self._seen = deque((row[0] for row in rows), maxlen=2 * _OVERLAP)

    def has_moved(self) -> bool:
        """Whether somebody said so, or nobody has looked for a second."""
        return self._waking.is_due()

    def fresh(self) -> Sequence[Fact]:
        """The facts that were committed since the last look."""
        self._waking.looked()
        seen = set(self._seen)
        try:
            rows = self._rows(_FRESH, (self._last - _OVERLAP,))
        except psycopg.OperationalError:
            _log.warning("The outbox cannot be read; pages may be out of date until it can be.")
            return []
        fresh = [fact(row) for row in rows if row[0] not in seen]
        self._seen.extend(found.id for found in fresh)
        self._last = max((found.id for found in fresh), default=self._last)
        return fresh

    def of_thread(self, thread_id: int, limit: int) -> Sequence[Fact]:
        """The latest facts of one thread, oldest first."""
        return [fact(row) for row in reversed(self._rows(_OF_THREAD, (thread_id, limit)))]

    def answers(self) -> bool:
        """Whether the database can be read."""
        try:
            self._rows(_OF_THREAD, (0, 1))
        except psycopg.Error:
            return False
        return True

    def close(self) -> None:
        """Ends the listening and the connection."""
        self._waking.close()
        self._connection.close()

    def _rows(self, query: str, values: tuple[int, ...]) -> list[tuple[object, ...]]:
        if self._connection.closed:
            self._connection = psycopg.connect(self._address, autocommit=True)
        return self._connection.execute(query.encode(), values).fetchall()
