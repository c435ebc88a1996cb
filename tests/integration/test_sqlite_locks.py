"""Nothing that a process does beside SQLite ends the locks that SQLite has on the same files.

To close any descriptor of a file ends all locks of the process on it (POSIX). Another process then
takes itself for the only one: it deletes the log, or empties its index, under those who use it.
"""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from belowline.core.sqlite_backup import protect
from belowline.delivery.sqlite_outbox import SQLiteOutbox

_SHARED = (0x40000002, 510)
"""The bytes that every connection holds on the database (SQLite, os.h)."""
_DEAD_MANS_SWITCH = (128, 1)
"""The byte of the index that every process holds (SQLite, os_unix.c)."""
_TRY = """
import fcntl, sys
with open(sys.argv[1], "r+b") as file:
    fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, int(sys.argv[3]), int(sys.argv[2]))
"""


@pytest.fixture
def database(tmp_path) -> Iterator[Path]:
    """A database with an outbox that this process has open and has read."""
    file = tmp_path / "open.sqlite3"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE outbox (id INTEGER PRIMARY KEY)")
        assert connection.execute("SELECT COUNT(*) FROM outbox").fetchone() == (0,)
        yield file


def _is_held(file: Path, place: tuple[int, int]) -> bool:
    """Whether another process is kept from these bytes."""
    trial = [sys.executable, "-c", _TRY, str(file), *map(str, place)]
    done = subprocess.run(trial, capture_output=True, text=True, check=False)
    assert not done.returncode or "BlockingIOError" in done.stderr
    return done.returncode != 0


def test_protecting_a_database_leaves_it_locked(database) -> None:
    assert _is_held(database, _SHARED)
    protect(database)
    assert _is_held(database, _SHARED)


def test_watching_the_outbox_leaves_its_index_locked(database) -> None:
    index = database.with_name(f"{database.name}-shm")
    assert _is_held(index, _DEAD_MANS_SWITCH)
    for _ in range(2):
        outbox = SQLiteOutbox(str(database))
        outbox.begin()
        assert outbox.has_moved()
        assert _is_held(index, _DEAD_MANS_SWITCH)
        outbox.close()
        assert _is_held(index, _DEAD_MANS_SWITCH)


def test_what_is_written_while_others_come_and_go_is_seen_by_all(database) -> None:
    protect(database)
    outbox = SQLiteOutbox(str(database))
    outbox.begin()
    read = f"import sqlite3; print(*sqlite3.connect({str(database)!r}).execute('{{}}').fetchone())"
    with closing(sqlite3.connect(database, isolation_level=None)) as writing:
        for number in range(1, 6):
            writing.execute("INSERT INTO outbox VALUES (?)", (number,))
            counting = read.format("SELECT COUNT(*) FROM outbox")
            seen = subprocess.check_output([sys.executable, "-c", counting], text=True)
            assert int(seen) == number
    outbox.close()
