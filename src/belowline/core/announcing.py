"""Tells other processes, by Valkey or Redis, that there is something new in the outbox."""

import logging
from functools import cache
from time import monotonic

from django.conf import settings
from django.db import transaction
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

_log = logging.getLogger(__name__)

CHANNEL = "belowline_outbox"
"""Where it is told, in a broker as by PostgreSQL's NOTIFY (core/migrations/0003)."""
_PATIENCE = 0.1
"""Seconds that a broker has to answer: a write that is committed does not wait longer for it."""
_LEFT_ALONE = 1.0
"""Seconds for which a broker that did not answer is not asked again."""


def announce_on_commit() -> None:
    """Has it told once the transaction is committed, where a broker is configured.

    A broker that is away costs nobody anything: whoever watches the outbox looks anyway.
    """
    url = settings.ENVIRONMENT.broker_url
    if url:
        transaction.on_commit(_broker(url).announce, robust=True)


class Broker:
    """A Valkey or Redis server."""

    def __init__(self, url: str) -> None:
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
            self._client.publish(CHANNEL, "")
        except (RedisError, OSError) as fault:
            self._left_alone_until = monotonic() + _LEFT_ALONE
            _log.warning("The broker does not answer (%s); pages are up to a second late.", fault)


_broker = cache(Broker)
