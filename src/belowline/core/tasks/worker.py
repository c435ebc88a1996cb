"""The threads of a serving process that do what is due: mail in one, everything else in another."""

import logging
from collections.abc import Collection
from random import uniform
from threading import Event, Thread

from django.conf import settings
from django.db import close_old_connections, connections

from belowline.core.task_kinds import Lane
from belowline.core.tasks.running import run_due
from belowline.core.tasks.schedules import schedule_regular_work
from belowline.core.tasks.wakeup import closing, wakened_by_work

_EVERY = 1.0
_LONGEST_WAIT = 30.0
_log = logging.getLogger(__name__)


class TaskWorker:
    """Does what is due as soon as this process plans it, and looks once a second for the rest.

    Mail has a thread of its own: somebody waits for a code while an export takes minutes, and a
    mail server that says nothing holds up no other work.
    """

    def __init__(self) -> None:
        self._closing = False
        closing.clear()
        self._woken = [wakened_by_work() for _ in Lane]
        self._threads = [
            self._start(lane, woken, _names(lane))
            for lane, woken in zip(Lane, self._woken, strict=True)
        ]

    def close(self) -> None:
        """Lets the tasks that are being done come to their end, for a few seconds."""
        self._closing = True
        closing.set()
        for woken in self._woken:
            woken.set()
        for thread in self._threads:
            thread.join(timeout=5)
        if not any(thread.is_alive() for thread in self._threads):
            closing.clear()

    def _start(self, name: str, woken: Event, names: Collection[str]) -> Thread:
        thread = Thread(target=self._work, args=(woken, names), name=name, daemon=True)
        thread.start()
        return thread

    def _work(self, woken: Event, names: Collection[str]) -> None:
        is_planned, failures = False, 0
        while not self._closing:
            woken.clear()
            close_old_connections()
            try:
                if not is_planned:
                    schedule_regular_work()
                    is_planned = True
                run_due(names)
                failures = 0
            except Exception:  # noqa: BLE001 - the thread lives as long as the process
                failures += 1
                connections.close_all()  # the next one may be allowed to write
                _log.exception("Tasks cannot be read from the database; they are looked for again")
            wait = min(_EVERY * 2 ** min(failures, 16), _LONGEST_WAIT)
            woken.wait(uniform(wait / 2, wait))  # noqa: S311 - no secret
        connections.close_all()


def _names(lane: Lane) -> list[str]:
    return [name for name, kind in settings.TASKS.items() if kind.lane is lane]
