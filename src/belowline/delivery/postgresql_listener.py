"""Hears from PostgreSQL that something is new in the outbox."""

import threading
from collections.abc import Callable

import psycopg

from belowline.delivery.postgresql_connection import connect
from belowline.delivery.wakeup_listener import LISTENED_FOR, ConnectionLost, Listener


def postgresql_listener(address: str, channel: str) -> Listener:
    """Hears what the outbox's trigger says by NOTIFY."""

    def hear(wake: Callable[[], None], ended: threading.Event) -> None:
        try:
            with connect(address) as connection:
                connection.execute(f"LISTEN {channel}".encode())
                wake()
                while not ended.is_set():
                    for _ in connection.notifies(timeout=LISTENED_FOR, stop_after=1):
                        wake()
        except psycopg.Error as fault:
            raise ConnectionLost(str(fault)) from None

    return hear
