"""Hears from Valkey or Redis that something is new in the outbox."""

import threading
from collections.abc import Callable

from redis import Redis
from redis.exceptions import RedisError

from belowline.delivery.wakeup_listener import LISTENED_FOR, ConnectionLost, Listener


def broker_listener(url: str, channel: str) -> Listener:
    """Hears what is published on the channel."""

    def hear(wake: Callable[[], None], ended: threading.Event) -> None:
        try:
            with Redis.from_url(url) as broker, broker.pubsub() as listening:
                listening.subscribe(channel)
                while not ended.is_set():
                    # The word that it is subscribed comes first, and wakes as well.
                    if listening.get_message(timeout=LISTENED_FOR) is not None:
                        wake()
        except (RedisError, OSError) as fault:
            raise ConnectionLost(str(fault)) from None

    return hear
