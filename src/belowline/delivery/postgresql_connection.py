"""How the front connects to PostgreSQL, directly or through a pooler."""

from contextlib import suppress
from os import dup
from socket import SHUT_RDWR, socket

import psycopg


def connect(address: str) -> psycopg.Connection:
    """A connection that commits each statement. Raises psycopg.OperationalError.

    Nothing is prepared: a pooler in transaction mode gives the next statement another session,
    which does not know it.
    """
    return psycopg.connect(address, autocommit=True, prepare_threshold=None)


def cut(connection: psycopg.Connection | None) -> None:
    """Has whatever waits for this connection fail, from any thread; waits for nothing itself."""
    with suppress(psycopg.Error, OSError):
        if connection is not None:
            with socket(fileno=dup(connection.fileno())) as cut_off:
                cut_off.shutdown(SHUT_RDWR)
