"""How the front connects to PostgreSQL, directly or through a pooler."""

import psycopg


def connect(address: str) -> psycopg.Connection:
    """A connection that commits each statement. Raises psycopg.OperationalError.

    Nothing is prepared: a pooler in transaction mode gives the next statement another session,
    which does not know it.
    """
    return psycopg.connect(address, autocommit=True, prepare_threshold=None)
