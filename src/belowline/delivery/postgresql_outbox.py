"""Watches the outbox in PostgreSQL: woken by NOTIFY, and looking once a second anyway."""

import logging
import threading
from collections import deque
from collections.abc import Sequence
from time import monotonic

import psycopg

from belowline.delivery.outbox import COLUMNS, Fact, fact

_log = logging.getLogger(__name__)

CHANNEL = "belowline_outbox"
HEALED_AFTER = 1.0
"""Seconds after which a wake-up that was lost is made good by looking anyway."""
_RECONNECT_AFTER = 0.5
_OVERLAP = 1_000
"""Ids are given out before they are committed: so many before the last one are looked at again."""

_FRESH = f"SELECT {COLUMNS} FROM outbox WHERE id > %s ORDER BY id"  # noqa: S608 - a constant
_OF_THREAD = f"SELECT {COLUMNS} FROM outbox WHERE thread_id = %s ORDER BY id DESC LIMIT %s"  # noqa: S608 - a constant


class PostgreSQLOutbox:
    """One connection to read by, and one, in a thread, that listens."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._connection = psycopg.connect(address, autocommit=True)
        self._woken = threading.Event()
        self._ended = threading.Event()
        self._looked_at = monotonic()
        newest = self._connection.execute("SELECT coalesce(max(id), 0) FROM outbox").fetchone()
        self._last = int(newest[0]) if newest else 0
        rows = self._connection.execute(_FRESH, (self._last - _OVERLAP,)).fetchall()
        self._seen = deque((row[0] for row in rows), maxlen=2 * _OVERLAP)
        self._listener = threading.Thread(target=self._listen, daemon=True, name="outbox")
        self._listener.start()

    def has_moved(self) -> bool:
        """Whether somebody said so, or nobody has looked for a second."""
        return self._woken.is_set() or monotonic() - self._looked_at > HEALED_AFTER

    def fresh(self) -> Sequence[Fact]:
        """The facts that were committed since the last look."""
        self._woken.clear()
        self._looked_at = monotonic()
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
        """Ends the listening and the connections."""
        self._ended.set()
        self._listener.join(timeout=2 * HEALED_AFTER)
        self._connection.close()

    def _rows(self, query: str, values: tuple[int, ...]) -> list[tuple[object, ...]]:
        if self._connection.closed:
            self._connection = psycopg.connect(self._address, autocommit=True)
        return self._connection.execute(query.encode(), values).fetchall()

    def _listen(self) -> None:
        while not self._ended.is_set():
            try:
                self._hear()
            except psycopg.OperationalError:
                # The database is away; until it is back, looking once a second has to do.
                self._ended.wait(_RECONNECT_AFTER)

    def _hear(self) -> None:
        with psycopg.connect(self._address, autocommit=True) as connection:
            connection.execute(f"LISTEN {CHANNEL}".encode())
            self._woken.set()
            while not self._ended.is_set():
                for _ in connection.notifies(timeout=HEALED_AFTER, stop_after=1):
                    self._woken.set()
