"""Watches the outbox in a SQLite file."""

import sqlite3
from collections.abc import Sequence

from belowline.delivery.outbox import COLUMNS, Fact, fact

_FRESH = f"SELECT {COLUMNS} FROM outbox WHERE id > ? ORDER BY id"  # noqa: S608 - a constant
_OF_THREAD = f"SELECT {COLUMNS} FROM outbox WHERE thread_id = ? ORDER BY id DESC LIMIT ?"  # noqa: S608 - a constant


class SQLiteOutbox:
    """SQLite's `PRAGMA data_version` moves with every commit by anybody else; it costs 1 µs."""

    def __init__(self, path: str) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._connection.execute("PRAGMA query_only=1")
        self._asking = self._connection.cursor()  # one for all requests: making one costs 1 µs
        self._version = self._data_version()
        [self._last] = self._connection.execute(
            "SELECT coalesce(max(id), 0) FROM outbox"
        ).fetchone()

    def has_moved(self) -> bool:
        """Whether anybody has committed anything since the last look."""
        return self._data_version() != self._version

    def fresh(self) -> Sequence[Fact]:
        """The facts of the commits since the last look."""
        self._version = self._data_version()
        rows = self._connection.execute(_FRESH, (self._last,)).fetchall()
        if rows:
            self._last = rows[-1][0]
        return [fact(row) for row in rows]

    def of_thread(self, thread_id: int, limit: int) -> Sequence[Fact]:
        """The latest facts of one thread, oldest first."""
        rows = self._connection.execute(_OF_THREAD, (thread_id, limit)).fetchall()
        return [fact(row) for row in reversed(rows)]

    def answers(self) -> bool:
        """Whether the file can be read."""
        try:
            self._connection.execute("SELECT 1 FROM outbox LIMIT 1").fetchone()
        except sqlite3.Error:
            return False
        return True

    def close(self) -> None:
        """Closes the connection."""
        self._connection.close()

    def _data_version(self) -> int:
        [version] = self._asking.execute("PRAGMA data_version").fetchone()
        return int(version)
