"""The threads of a process in which subscribers follow the outbox, each in its own."""

import logging
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
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
"""Seconds between two looks while they fail, or while nothing concerns a subscriber."""
_PATIENCE = 5.0
"""Seconds that all of them together have to come to an end, or wait for those who commit."""
_log = logging.getLogger(__name__)


class SubscriberWorker:
    """One thread looks at the outbox until it is closed, and wakes those whom something concerns; a
    slow subscriber keeps only its own thread.
    """

    def __init__(self, subscribers: Iterable[Subscriber]) -> None:
        self._closing = Event()
        self._head = 0
        self._following = [_Following(Follower(it)) for it in subscribers]
        self._threads = [self._start("outbox-head", self._look, _EVERY)]
        for following in self._following:
            subscriber = following.follower.subscriber
            follow = partial(self._follow, following)
            name = f"subscriber-{subscriber.name}"
            self._threads.append(self._start(name, follow, subscriber.every, following.woken))

    def close(self) -> None:
        """Lets the batches that have begun come to their end, for a few seconds."""
        self._closing.set()
        for following in self._following:
            following.woken.set()
        end = monotonic() + _PATIENCE
        for thread in self._threads:
            thread.join(timeout=max(0.0, end - monotonic()))

    def _start(
        self, name: str, step: Callable[[], bool], every: float, woken: Event | None = None
    ) -> Thread:
        run = partial(self._run, name, step, every, woken)
        thread = Thread(target=run, name=name, daemon=True)
        thread.start()
        return thread

    def _run(self, name: str, step: Callable[[], bool], every: float, woken: Event | None) -> None:
        """Makes the step again and again, or, where it says that it may rest, once it is woken."""
        failures = 0
        while not self._closing.is_set():
            close_old_connections()
            may_rest = False
            try:
                may_rest = step()
                failures = 0
            except Exception:  # noqa: BLE001 - the thread lives as long as the process
                failures += 1
                connections.close_all()  # the next one may be allowed to write
                _log.exception("%s failed, and goes on", name)
            wait = min(every * 2 ** min(failures, 16), _LONGEST_WAIT)
            if may_rest and woken is not None and not self._closing.is_set():
                woken.wait(_LONGEST_WAIT)
            else:
                self._closing.wait(uniform(wait / 2, wait))  # noqa: S311 - no secret
        connections.close_all()

    def _look(self) -> bool:
        """Up to where the outbox can be read, in this thread's own view of it."""
        head = Head()
        self._head = before = head.now()
        names = {name for following in self._following for name in following.names}
        while not self._closing.is_set():
            self._wake(names)
            self._closing.wait(_EVERY)
            self._head = head.now()
            names = head.names(before) if self._head > before else set()
            before = self._head
        return False

    def _wake(self, names: set[str]) -> None:
        """Wakes those whom events concern, of these names or of before, when it is their time: all
        whose time it is at once, since what one of them commits has every other read anew.
        """
        moment = monotonic()
        for following in self._following:
            following.is_concerned |= not names.isdisjoint(following.names)
            if following.is_concerned and moment >= following.ready_at:
                following.is_concerned = False
                following.ready_at = moment + following.follower.subscriber.every
                following.woken.set()

    def _follow(self, following: "_Following") -> bool:
        """Hands over what there is. False: it has to be tried again soon."""
        following.woken.clear()
        while not self._closing.is_set() and following.follower.step(self._head):
            continue
        return not following.follower.comes_again


@dataclass(slots=True)
class _Following:
    """A subscriber, what wakes its thread, and from when on (monotonic)."""

    follower: Follower
    woken: Event = field(default_factory=Event)
    is_concerned: bool = False
    ready_at: float = 0.0

    @property
    def names(self) -> Collection[str]:
        """The events that concern it."""
        return self.follower.subscriber.names


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
