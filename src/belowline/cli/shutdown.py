"""Tells workers that the server is about to stop, before it waits for what they have begun."""

import multiprocessing
import os
import signal
from types import FrameType

from belowline.delivery.stop_signal import STOP_SIGNAL


def end_streams_first() -> None:
    """Has the signals that stop the server reach the workers' open streams before anything else.

    Granian closes its doors, waits for every request that is under way, and only then tells the
    application; a stream would never end by itself. Call it in the server's main process, once
    Granian has installed its own handlers.
    """
    for number in (signal.SIGTERM, signal.SIGINT):
        stop = signal.getsignal(number)

        def ending(received: int, frame: FrameType | None, stop: object = stop) -> None:
            for worker in multiprocessing.active_children():
                if worker.pid is not None:
                    os.kill(worker.pid, STOP_SIGNAL)
            if callable(stop):
                stop(received, frame)

        signal.signal(number, ending)
