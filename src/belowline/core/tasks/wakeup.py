"""Wakes the workers of this process: something is due that somebody waits for."""

from threading import Event
from weakref import WeakSet

_sleeping: WeakSet[Event] = WeakSet()
closing = Event()
"""Set while the worker of this process ends: long work ends where it can be gone on with."""


def wakened_by_work() -> Event:
    """An event that is set whenever work was planned for now by this process."""
    woken = Event()
    _sleeping.add(woken)
    return woken


def wake_workers() -> None:
    """Sets all of them. Those of other processes look every second or two."""
    for woken in list(_sleeping):
        woken.set()
