"""Watches the outbox in a SQLite file."""

import mmap
import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from time import monotonic

from belowline.delivery.outbox import COLUMNS, KEPT_DAYS, Fact, fact
from belowline.delivery.wakeup_listener import HEALED_AFTER

_NEWEST = "SELECT coalesce(max(id), 0) FROM outbox"
_AT_ONCE = 1_000
_FRESH = f"SELECT {COLUMNS} FROM outbox WHERE id > ? ORDER BY id LIMIT {_AT_ONCE}"  # noqa: S608 - a constant
_OF_THREAD = (
    f"SELECT {COLUMNS} FROM outbox WHERE thread_id = ? AND id <= ? "  # noqa: S608 - a constant
    "ORDER BY id DESC LIMIT ?"
)
_IS_OLD = (
    f"SELECT occurred_at < datetime('now', '-{KEPT_DAYS} days') FROM outbox "  # noqa: S608 - a constant
    "WHERE id > ? ORDER BY id LIMIT 1"
)
_PATIENCE = 0.02
"""Seconds that a look waits for a lock: only whoever mends a log after a crash holds one."""
_HEADER = slice(0, 48)
"""The WAL-index header: every commit changes it (SQLite, "WAL-mode File Format", section 2.1)."""


class SQLiteOutbox:
    """Sees every commit of any process in the header that SQLite keeps in shared memory.

    `PRAGMA data_version` would tell the same, but lets go of the interpreter's lock at each call,
    which costs a busy worker more than everything else that it does for a read.

    A look reads what was written a moment ago, which is in memory: 4 µs. In a thread it would cost
    34, and tens of milliseconds while other threads make pages and hold the interpreter's lock.
    """

    is_at_hand = True

    def __init__(self, path: str) -> None:
        self._path = path
        self._last = 0
        self._index: mmap.mmap | bytes = b""
        self._seen = b""
        self._looked_at = monotonic()
        self._connection = sqlite3.connect(
            path, isolation_level=None, check_same_thread=False, timeout=_PATIENCE
        )
        self._reading = sqlite3.connect(path, isolation_level=None, check_same_thread=False)

    def begin(self) -> None:
        """Begins the watching at the end of what has happened."""
        self._connection.execute("PRAGMA query_only=1")
        newest = self._connection.execute(_NEWEST).fetchone()
        self._index = _mapped(f"{self._path}-shm")
        self._last = int(newest[0])

    def has_moved(self) -> bool:
        """Whether anybody has committed anything since the last look, or it was long ago."""
        return self._index[_HEADER] != self._seen or monotonic() - self._looked_at > HEALED_AFTER

    def fresh(self) -> Sequence[Fact]:
        """The facts of the commits since the last look."""
        self._seen = self._index[_HEADER]
        self._looked_at = monotonic()
        rows = self._connection.execute(_FRESH, (self._last,)).fetchall()
        if len(rows) == _AT_ONCE:
            self._seen = b""  # there may be more
        if rows:
            self._last = rows[-1][0]
        return [fact(row) for row in rows]

    def of_thread(self, thread_id: int, limit: int) -> Sequence[Fact]:
        """The latest facts of one thread among those that `fresh` has passed, oldest first."""
        rows = self._reading.execute(_OF_THREAD, (thread_id, self._last, limit)).fetchall()
        return [fact(row) for row in reversed(rows)]

    def may_have_forgotten(self, after: int) -> bool:
        """Whether facts behind this id may be gone: the next one is older than all are kept."""
        return any(is_old for (is_old,) in self._reading.execute(_IS_OLD, (after,)))

    def break_off(self) -> None:
        """Ends a statement that is being carried out."""
        self._reading.interrupt()

    def close(self) -> None:
        """Closes the connections."""
        self._connection.close()
        self._reading.close()


_MAPPED: dict[tuple[int, int], tuple[int, mmap.mmap]] = {}
"""Never closed while the process lives: to close any descriptor of a file ends every lock that the
process has on it (POSIX). SQLite's own would go with it, and the next process to open the database
would take itself for the only one and empty the index under those who read
(sqlite.org/howtocorrupt.html, 2.2).
"""


def _mapped(path: str) -> mmap.mmap:
    """The shared memory: there from a connection's first read on, kept while one is open."""
    found = Path(path).stat()
    file = (found.st_dev, found.st_ino)
    if file not in _MAPPED:
        descriptor = os.open(path, os.O_RDONLY)
        _MAPPED[file] = (descriptor, mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ))
    return _MAPPED[file][1]
