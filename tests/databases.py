"""Databases for tests: the migrations run once into a template, which every worker copies."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import connection

TEMPLATE = "belowline_test_template"
PORTS = os.environ.get("POSTGRESQL_PORTS", "").split()
"""Of the servers that tests/services/with_postgresql has started."""


def copy_of_template(run: Path, copy: Path, *, worker: int) -> None:
    """Leads Django's connection to a database of its own, as it is after every migration.

    `run` is the folder of the whole test run, which its workers share. `copy` is where SQLite's
    file is put, and names the database on PostgreSQL, where each worker, by number, has a server.
    """
    server = ""
    if PORTS and connection.vendor == "postgresql":
        server = PORTS[worker % len(PORTS)]
        connection.settings_dict["PORT"] = server
    make, take = (
        (_make_on_postgresql, _take_on_postgresql)
        if connection.vendor == "postgresql"
        else (_make_on_sqlite, _take_on_sqlite)
    )
    with _alone(run / f"template{server}.lock"):
        made = run / f"template{server}.sqlite3"
        if not made.exists():
            make(made)
        take(made, copy)


def drop(copy: Path) -> None:
    """Removes the copy; a file goes with the folder of the run."""
    connection.close()
    if connection.vendor == "postgresql":
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {_quoted(_name(copy))} WITH (FORCE)")


def url_of_connection() -> str:
    """Leads another process to the database of this test."""
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{found['NAME']}"
    host = found["HOST"] or "localhost"
    who = f"{found['USER']}:{found['PASSWORD']}"
    return f"postgres://{who}@{host}:{found['PORT']}/{found['NAME']}"


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _make_on_sqlite(made: Path) -> None:
    unfinished = made.with_suffix(".unfinished")
    _lead_to(str(unfinished))
    call_command("migrate", verbosity=0)
    connection.close()  # which brings everything from the log into the file
    unfinished.rename(made)


def _take_on_sqlite(made: Path, copy: Path) -> None:
    shutil.copyfile(made, copy)
    _lead_to(str(copy))


def _make_on_postgresql(made: Path) -> None:
    _create(TEMPLATE, "template0")
    _lead_to(TEMPLATE)
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        # Tests that commit are cleaned up after by TRUNCATE, which the audit log refuses.
        cursor.execute("ALTER TABLE audit_log DISABLE TRIGGER audit_log_no_truncate")
    connection.close()
    made.touch()


def _take_on_postgresql(made: Path, copy: Path) -> None:
    _create(_name(copy), TEMPLATE)
    _lead_to(_name(copy))


def _create(name: str, template: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {_quoted(name)} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {_quoted(name)} TEMPLATE {_quoted(template)}")


def _lead_to(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


def _name(copy: Path) -> str:
    return f"belowline_test_{copy.stem}"


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
