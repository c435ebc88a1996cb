"""Has a site prepared by a process of its own, while the server and its workers begin."""

import json
import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any, TypedDict

from belowline.cli.arenas import use_few_arenas
from belowline.cli.shutdown import ENDING
from belowline.delivery.stop_signal import STOP_SIGNAL

_AHEAD = "belowline.config.ahead"


class Told(TypedDict):
    """What the server needs to know of the settings."""

    site_url: str
    log_level: str
    logging: dict[str, Any]


class Preparation:
    """Begins at once; what it prints, and its exit status if it fails, are the server's own.

    `prepared` is a file that is there once all is ready; `port` is where the server will listen.
    """

    def __init__(self, prepared: Path, *, port: int | None) -> None:
        self._prepared = prepared
        reading, writing = os.pipe()
        command = [sys.executable, "-m", "belowline.cli.preparing", str(writing), str(port or 0)]
        self._process = subprocess.Popen(command, pass_fds=[writing])  # noqa: S603 - our own module
        os.close(writing)
        self._told = os.fdopen(reading)

    def told(self) -> Told:
        """What the settings say, once they are known to be good; raises SystemExit if not."""
        with self._told:
            line = self._told.read()
        if not line:
            sys.exit(self._process.wait() or 1)
        told: Told = json.loads(line)
        return told

    def when_over(self, succeeded: Callable[[], None], failed: Callable[[], None]) -> None:
        """Has one of both called, in a thread."""

        def wait() -> None:
            if self._process.wait():
                failed()
            else:
                self._prepared.touch()
                succeeded()

        Thread(target=wait, name="preparation", daemon=True).start()

    def end(self) -> None:
        """Ends it, and raises SystemExit with its status if it has failed."""
        status = self._process.poll()
        if status is None:
            self._process.terminate()
            self._process.wait()
        elif status:
            sys.exit(max(status, 1))


def load_when_prepared(target: str, prepared: Path) -> Any:
    """The application, in a worker: most of it is loaded meanwhile, the rest once all is prepared.

    A fault in loading is raised no sooner either: preparing says it better.
    """
    use_few_arenas()
    server = multiprocessing.parent_process()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # the server's own handlers came with the fork
    signal.signal(STOP_SIGNAL, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
    try:
        import_module(_AHEAD)
    finally:
        while not prepared.exists():
            if server is None or not server.is_alive():
                os._exit(1)
            sleep(0.01)
    module, _, name = target.partition(":")
    return getattr(import_module(module), name)
