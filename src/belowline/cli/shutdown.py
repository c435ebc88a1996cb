"""What the signals that end a server do: before it serves, and once it has workers."""

import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from belowline.delivery.stop_signal import STOP_SIGNAL

ENDING = (signal.SIGTERM, signal.SIGINT)
"""The signals that end a server."""


def end_in_order() -> None:
    """Has SIGTERM unwind what has been begun, as Ctrl-C does, until the server has its handler."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))


@contextmanager
def kept_for_later() -> Iterator[None]:
    """Has signals that end a server wait, in this thread and in what it forks.

    A forked worker has the server's handlers until it puts its own in their place; a signal that
    came to it before would be lost, and the server would wait for a worker that knows of nothing.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def end_streams_first() -> None:
    """Has the signals that stop the server reach the workers' open streams before anything else.

    Granian closes its doors, waits for every request that is under way, and only then tells the
    application; a stream would never end by itself. Call it in the server's main process, once
    Granian has installed its own handlers.
    """
    for number in ENDING:
        stop = signal.getsignal(number)

        def ending(received: int, frame: FrameType | None, stop: object = stop) -> None:
            for worker in multiprocessing.active_children():
                if worker.pid is not None:
                    os.kill(worker.pid, STOP_SIGNAL)
            if callable(stop):
                stop(received, frame)

        signal.signal(number, ending)
