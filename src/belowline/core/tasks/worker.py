"""The thread of a serving process that does what is due."""

import logging
from threading import Event, Thread

from django.db import Error, close_old_connections, connections

from belowline.core.tasks.enqueue import enqueue_regular_work
from belowline.core.tasks.running import run_due

_EVERY = 1.0
_log = logging.getLogger(__name__)


class TaskWorker:
    """Looks once a second for tasks that are due, until it is closed."""

    def __init__(self) -> None:
        self._closing = Event()
        self._thread = Thread(target=self._work, name="tasks", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Lets the task that is being done come to its end, for a few seconds."""
        self._closing.set()
        self._thread.join(timeout=5)

    def _work(self) -> None:
        is_planned = False
        while not self._closing.is_set():
            close_old_connections()
            try:
                if not is_planned:
                    enqueue_regular_work()
                    is_planned = True
                run_due()
            except Error:
                _log.exception("Tasks cannot be read from the database; they are looked for again")
            self._closing.wait(_EVERY)
        connections.close_all()
