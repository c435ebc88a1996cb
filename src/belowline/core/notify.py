"""Tells other processes, where a broker is configured, that something is new in the outbox."""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import cast

from django.conf import settings
from django.db import transaction

CHANNEL = "belowline_outbox"
"""Where it is told, in a broker as by PostgreSQL's NOTIFY (core/migrations/0003)."""


def notify_on_commit() -> None:
    """Has it told once the transaction is committed.

    A broker that is away costs nobody anything: whoever watches the outbox looks anyway.
    """
    url = settings.ENVIRONMENT.broker_url
    if url:
        transaction.on_commit(_announcer(url), robust=True)


@cache
def _announcer(url: str) -> Callable[[], None]:
    broker = import_module("belowline.core.broker").Broker(url, CHANNEL)
    return cast("Callable[[], None]", broker.announce)
