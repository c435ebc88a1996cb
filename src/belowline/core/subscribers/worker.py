"""The threads of a process in which subscribers follow the outbox, each in its own."""

import logging
from collections.abc import Callable, Iterable
from functools import partial
from random import uniform
from threading import Event, Thread
from time import monotonic

from django.db import close_old_connections, connections

from belowline.core.subscribers.follower import Follower
from belowline.core.subscribers.head import Head
from belowline.core.subscribers.subscriber import Subscriber

_EVERY = 0.5
"""Seconds between two looks at the outbox."""
_LONGEST_WAIT = 30.0
"""Seconds between two looks while they fail."""
_PATIENCE = 5.0
"""Seconds that all of them together have to come to an end, or wait for those who commit."""
_log = logging.getLogger(__name__)


class SubscriberWorker:
    """Looks at the outbox until it is closed; a slow subscriber keeps only its own thread."""

    def __init__(self, subscribers: Iterable[Subscriber]) -> None:
        self._closing = Event()
        self._head = 0
        self._threads = [self._start("outbox-head", self._look)]
        for subscriber in subscribers:
            follow = partial(self._follow, Follower(subscriber))
            name = f"subscriber-{subscriber.name}"
            self._threads.append(self._start(name, follow, subscriber.every))

    def close(self) -> None:
        """Lets the batches that have begun come to their end, for a few seconds."""
        self._closing.set()
        end = monotonic() + _PATIENCE
        for thread in self._threads:
            thread.join(timeout=max(0.0, end - monotonic()))

    def _start(self, name: str, step: Callable[[], None], every: float = _EVERY) -> Thread:
        thread = Thread(target=self._run, args=(name, step, every), name=name, daemon=True)
        thread.start()
        return thread

    def _run(self, name: str, step: Callable[[], None], every: float) -> None:
        failures = 0
        while not self._closing.is_set():
            close_old_connections()
            try:
                step()
                failures = 0
            except Exception:  # noqa: BLE001 - the thread lives as long as the process
                failures += 1
                connections.close_all()  # the next one may be allowed to write
                _log.exception("%s failed, and goes on", name)
            wait = min(every * 2 ** min(failures, 16), _LONGEST_WAIT)
            self._closing.wait(uniform(wait / 2, wait))  # noqa: S311 - no secret
        connections.close_all()

    def _look(self) -> None:
        """Up to where the outbox can be read, in this thread's own view of it."""
        head = Head()
        while not self._closing.is_set():
            self._head = head.now()
            self._closing.wait(_EVERY)

    def _follow(self, follower: Follower) -> None:
        while not self._closing.is_set() and follower.step(self._head):
            continue


def follow_all(subscribers: Iterable[Subscriber], *, patience: float = _PATIENCE) -> int:
    """Hands over everything that stands in the outbox now. Returns how many batches that were.

    `patience`: seconds for which it waits for those who are still committing what comes before.
    """
    head, batches, until = Head(), 0, monotonic() + patience
    for subscriber in subscribers:
        follower = Follower(subscriber)
        while follower.step(head.settled(until)):
            batches += 1
    return batches
