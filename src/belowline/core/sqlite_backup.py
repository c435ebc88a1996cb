"""Copies of an SQLite database that is in use: made in one snapshot, verified, put back whole."""

import os
import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path

PRIVATE = 0o600
_KNOWN_BY = "django_migrations"


class BackupFault(Exception):  # noqa: N818 - a sentence for a person
    """A copy cannot be made, or is none; the text says why and what to do."""


def back_up(database: Path, copy: Path) -> Mapping[str, int]:
    """Writes a verified copy of the database as it is at this moment; returns rows by table.

    Writers are not held up: the copy reads one snapshot (SQLite's online backup API). Raises
    BackupFault where the copy does not hold what the database held; there is none then.
    """
    unfinished = copy.with_name(f".{copy.name}.unfinished")
    protect(unfinished)
    try:
        with closing(sqlite3.connect(database)) as source:
            source.execute("BEGIN")
            held = _rows(source)
            with closing(sqlite3.connect(unfinished)) as target:
                source.backup(target)
                target.execute("PRAGMA journal_mode=DELETE")  # one file, with none beside it
        if rows_of(unfinished) != held:
            raise BackupFault("The copy does not hold what the database held. Try again.")
        _reach_the_disk(unfinished)
        unfinished.replace(copy)
        _reach_the_disk(copy.parent)
    finally:
        unfinished.unlink(missing_ok=True)
    return held


def rows_of(copy: Path) -> Mapping[str, int]:
    """The number of rows of each table of a copy that is whole. Raises BackupFault for any other
    file.
    """
    try:
        with closing(sqlite3.connect(f"file:{copy}?mode=ro&immutable=1", uri=True)) as connection:
            (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            rows = _rows(connection) if found == "ok" else {}
    except sqlite3.DatabaseError as fault:
        raise BackupFault(f"{copy} is not a database that can be read: {fault}.") from fault
    if found != "ok":
        raise BackupFault(f"{copy} is damaged: {found}. Choose another backup.")
    if _KNOWN_BY not in rows:
        raise BackupFault(f"{copy} is not a backup of Belowline.")
    return rows


def put_back(copy: Path, database: Path, aside: Path) -> None:
    """Makes the copy the database; the database that was there lies at `aside` afterwards.

    At every moment there is one of the two in its place. Raises BackupFault while anybody else has
    the database open: what they wrote would be lost.
    """
    unfinished = database.with_name(f".{database.name}.unfinished")
    try:
        protect(unfinished)
        shutil.copyfile(copy, unfinished)
        _reach_the_disk(unfinished)
        if database.exists():
            _close_for_good(database)
            aside.hardlink_to(database)
        unfinished.replace(database)
        _reach_the_disk(database.parent)
    finally:
        unfinished.unlink(missing_ok=True)


def protect(file: Path) -> None:
    """Makes the file, or leaves it, readable by its owner only; SQLite's files beside it follow.

    A file that is there is not opened: closing it again would end every lock that this process has
    on it (POSIX), and the next one to close the database would take its log from under us
    (sqlite.org/howtocorrupt.html, 2.2).
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDONLY, PRIVATE))
    for each in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))):
        if each.exists():
            each.chmod(PRIVATE)


def _close_for_good(database: Path) -> None:
    """Brings all of it into its one file, which only who is alone with it can do."""
    try:
        with closing(sqlite3.connect(database, timeout=2)) as connection:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as fault:
        raise BackupFault(
            "The database is in use. Stop `belowline serve` and whatever else has it open, "
            "then restore."
        ) from fault
    for end in ("-wal", "-shm"):
        database.with_name(database.name + end).unlink(missing_ok=True)


def _rows(connection: sqlite3.Connection) -> dict[str, int]:
    # A virtual table has its rows in others, and the index of words cannot be counted by itself.
    named = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL %'"
    ).fetchall()
    return {
        name: connection.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0]  # noqa: S608
        for (name,) in sorted(named)
        if not name.startswith("sqlite_")
    }


def _reach_the_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
