"""What wakes whoever watches the outbox: somebody's word, and a look once a second anyway."""

import logging
import threading
from collections.abc import Callable
from time import monotonic

import psycopg
from redis import Redis
from redis.exceptions import RedisError

_log = logging.getLogger(__name__)

HEALED_AFTER = 1.0
"""Seconds after which a wake-up that was lost is made good by looking anyway."""
_RECONNECT_AFTER = 0.5
_LISTENED_FOR = 0.5
_LOST = (psycopg.OperationalError, RedisError, OSError)

Hear = Callable[[Callable[[], None], threading.Event], None]
"""Listens until the event is set, calling the function at each word; raises where it is cut off."""


class Waking:
    """A thread that listens, as long as anything is to be heard."""

    def __init__(self, hear: Hear) -> None:
        self._hear = hear
        self._woken = threading.Event()
        self._ended = threading.Event()
        self._looked_at = monotonic()
        self._listener = threading.Thread(target=self._listen, daemon=True, name="outbox")
        self._listener.start()

    def is_due(self) -> bool:
        """Whether somebody said so, or nobody has looked for a second."""
        return self._woken.is_set() or monotonic() - self._looked_at > HEALED_AFTER

    def looked(self) -> None:
        """Takes note that somebody looks now."""
        self._woken.clear()
        self._looked_at = monotonic()

    def close(self) -> None:
        """Ends the listening."""
        self._ended.set()
        self._listener.join(timeout=2 * HEALED_AFTER)

    def _listen(self) -> None:
        away = False
        while not self._ended.is_set():
            try:
                self._hear(self._woken.set, self._ended)
                away = False
            except _LOST as fault:
                # Until it is back, looking once a second has to do.
                if not away:
                    _log.warning("Nothing wakes the pages (%s); looking once a second.", fault)
                away = True
                self._ended.wait(_RECONNECT_AFTER)


def hear_postgresql(address: str, channel: str) -> Hear:
    """Hears what the outbox's trigger says by NOTIFY."""

    def hear(wake: Callable[[], None], ended: threading.Event) -> None:
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f"LISTEN {channel}".encode())
            wake()
            while not ended.is_set():
                for _ in connection.notifies(timeout=_LISTENED_FOR, stop_after=1):
                    wake()

    return hear


def hear_broker(url: str, channel: str) -> Hear:
    """Hears what is published in Valkey or Redis."""

    def hear(wake: Callable[[], None], ended: threading.Event) -> None:
        with Redis.from_url(url) as broker, broker.pubsub() as listening:
            listening.subscribe(channel)
            while not ended.is_set():
                # The word that it is subscribed comes first, and wakes as well.
                if listening.get_message(timeout=_LISTENED_FOR) is not None:
                    wake()

    return hear
