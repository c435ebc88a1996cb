"""The threads of a serving process that do what is due: mail in one, everything else in another."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from random import uniform
from threading import Event, Thread

from django.conf import settings
from django.db import close_old_connections, connections

from belowline.core.task_kinds import Lane
from belowline.core.tasks.running import due_names, run_due
from belowline.core.tasks.schedules import schedule_regular_work
from belowline.core.tasks.wakeup import closing, wakened_by_work

_EVERY = 2.0
_LONGEST_WAIT = 30.0
_log = logging.getLogger(__name__)


class TaskWorker:
    """Does what is due as soon as this process plans it; for the rest one thread looks every second
    or two, and wakes whom it concerns.

    Mail has a thread of its own: somebody waits for a code while an export takes minutes, and a
    mail server that says nothing holds up no other work.
    """

    def __init__(self) -> None:
        self._closing = Event()
        closing.clear()
        self._is_planned = False
        self._doers = [_Doer(lane, _names(lane)) for lane in Lane]
        self._threads = [self._start("due", self._look_out, self._closing)]
        for doer in self._doers:
            self._threads.append(self._start(doer.name, doer.work, doer.woken))

    def close(self) -> None:
        """Lets the tasks that are being done come to their end, for a few seconds."""
        self._closing.set()
        closing.set()
        for doer in self._doers:
            doer.woken.set()
        for thread in self._threads:
            thread.join(timeout=5)
        if not any(thread.is_alive() for thread in self._threads):
            closing.clear()

    def _start(self, name: str, step: Callable[[], bool], woken: Event) -> Thread:
        thread = Thread(target=self._run, args=(step, woken), name=name, daemon=True)
        thread.start()
        return thread

    def _run(self, step: Callable[[], bool], woken: Event) -> None:
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
                _log.exception("Tasks cannot be read from the database; they are looked for again")
            wait = min(_EVERY * 2 ** min(failures, 16), _LONGEST_WAIT)
            if not self._closing.is_set():
                woken.wait(None if may_rest else uniform(wait / 2, wait))  # noqa: S311 - no secret
        connections.close_all()

    def _look_out(self) -> bool:
        """Wakes those who rest while something of theirs is due."""
        if not self._is_planned:
            schedule_regular_work()
            self._is_planned = True
        resting = [doer for doer in self._doers if doer.is_resting]
        due = due_names([name for doer in resting for name in doer.names])
        for doer in resting:
            if not due.isdisjoint(doer.names):
                doer.woken.set()
        return False


@dataclass(slots=True)
class _Doer:
    """Whoever does the tasks of one lane."""

    name: Lane
    names: list[str]
    woken: Event = field(default_factory=wakened_by_work)
    is_resting: bool = False

    def work(self) -> bool:
        """Does what is due. True: there is no more."""
        self.is_resting = False
        self.woken.clear()
        run_due(self.names)
        self.is_resting = True
        return True


def _names(lane: Lane) -> list[str]:
    return [name for name, kind in settings.TASKS.items() if kind.lane is lane]
