"""A Valkey or Redis server that tells other processes of what is new.

Read only where one is configured: the client takes ten megabytes of memory.
"""

import logging
from time import monotonic

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

_log = logging.getLogger(__name__)

_PATIENCE = 0.1
"""Seconds that a broker has to answer: a write that is committed does not wait longer for it."""
_LEFT_ALONE = 1.0
"""Seconds for which a broker that did not answer is not asked again."""


class Broker:
    """The server at `url`, and the channel on which it is told."""

    def __init__(self, url: str, channel: str) -> None:
        self._channel = channel
        self._client = Redis.from_url(
            url,
            socket_timeout=_PATIENCE,
            socket_connect_timeout=_PATIENCE,
            retry=Retry(NoBackoff(), 0),
        )
        self._left_alone_until = 0.0

    def announce(self) -> None:
        """Says it to whoever listens, unless the broker was away a moment ago."""
        if monotonic() < self._left_alone_until:
            return
        try:
            self._client.publish(self._channel, "")
        except (RedisError, OSError) as fault:
            self._left_alone_until = monotonic() + _LEFT_ALONE
            _log.warning("The broker does not answer (%s); pages are up to a second late.", fault)
