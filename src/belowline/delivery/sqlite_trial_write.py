"""Tries whether a SQLite file can be written."""

import errno
import os
import sqlite3
from contextlib import closing
from pathlib import Path

_ROOM = 16_000_000
"""Bytes that have to be free: as large as the log beside the database ordinarily grows."""
_PATIENCE = 2.0
"""Seconds that a trial waits for another's lock."""


class SQLiteTrialWrite:
    """Each trial opens the file anew: SQLite goes on reading only where it once could not write."""

    def __init__(self, path: str) -> None:
        self._path = Path(path)

    def look(self) -> None:
        """Raises OSError where the file may not be written, or next to nothing is free."""
        if not os.access(self._path, os.W_OK):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(self._path))
        room = os.statvfs(self._path)
        if room.f_bavail * room.f_frsize < _ROOM:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self._path))

    def write(self) -> None:
        """Writes a number that nobody uses over itself, as durably as everything else. What is
        rolled back would not do: it never reaches the disk.
        """
        with closing(sqlite3.connect(self._path, isolation_level=None, timeout=_PATIENCE)) as own:
            own.execute("PRAGMA synchronous=FULL")
            own.execute("BEGIN IMMEDIATE")
            (version,) = own.execute("PRAGMA user_version").fetchone()
            own.execute(f"PRAGMA user_version={version}")
            own.execute("COMMIT")

    def break_off(self) -> None:
        """Does nothing: a trial ends by itself."""
