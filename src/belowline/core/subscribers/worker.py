"""The threads of a process in which subscribers follow the outbox, each in its own."""

import logging
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event, Thread

from django.db import Error, close_old_connections, connections

from belowline.core.subscribers.follower import Follower
from belowline.core.subscribers.head import Head
from belowline.core.subscribers.subscriber import Subscriber

_EVERY = 0.5
"""Seconds between two looks at the outbox."""
_log = logging.getLogger(__name__)


class SubscriberWorker:
    """Looks at the outbox until it is closed; a slow subscriber keeps only its own thread."""

    def __init__(self, subscribers: Iterable[Subscriber]) -> None:
        self._followers = [Follower(subscriber) for subscriber in subscribers]
        self._pool = ThreadPoolExecutor(len(self._followers), thread_name_prefix="subscriber")
        self._under_way: dict[str, Future[None]] = {}
        self._closing = Event()
        self._thread = Thread(target=self._watch, name="subscribers", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Lets the batches that have begun come to their end, for a few seconds."""
        self._closing.set()
        self._thread.join(timeout=5)
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _watch(self) -> None:
        head: Head | None = None
        while not self._closing.is_set():
            close_old_connections()
            try:
                head = head or Head()
                self._start(head.now())
            except Error:
                _log.exception("The outbox cannot be read; it is looked at again")
            self._closing.wait(_EVERY)
        connections.close_all()

    def _start(self, head: int) -> None:
        for follower in self._followers:
            name = follower.subscriber.name
            if name not in self._under_way or self._under_way[name].done():
                self._under_way[name] = self._pool.submit(self._follow, follower, head)

    def _follow(self, follower: Follower, head: int) -> None:
        close_old_connections()
        try:
            while not self._closing.is_set() and follower.step(head):
                continue
        except Error:
            _log.exception("The place of %s cannot be read", follower.subscriber.name)


def follow_all(subscribers: Iterable[Subscriber]) -> int:
    """Hands over everything that stands in the outbox now. Returns how many batches that were."""
    head, batches = Head(), 0
    for subscriber in subscribers:
        follower = Follower(subscriber)
        while follower.step(head.now()):
            batches += 1
    return batches
