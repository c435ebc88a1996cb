"""Does what is due, one task at a time, each claimed by one process only."""

import logging
from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils.module_loading import import_string

from belowline.core.clock import now
from belowline.core.models import Task
from belowline.core.tasks.failures import GIVEN_UP_AFTER

_LEASE = timedelta(minutes=10)
"""How long a process that has claimed a task has it for itself."""
_FIRST_WAIT = timedelta(minutes=1)
_log = logging.getLogger(__name__)


def run_due() -> int:
    """Does every task that is due. Returns how many were done."""
    done = 0
    while (task := _claimed()) is not None:
        done += _run(task)
    return done


def _claimed() -> Task | None:
    """The task that has been due for longest and that nobody else has; it is ours for a while."""
    moment = now()
    free = Q(leased_until=None) | Q(leased_until__lt=moment)
    due = Task.objects.filter(free, due_at__lte=moment, attempts__lt=GIVEN_UP_AFTER)
    for task in due.order_by("due_at", "id")[:5]:
        taken = due.filter(pk=task.pk).update(
            leased_until=moment + _LEASE, attempts=task.attempts + 1
        )
        if taken:
            task.attempts += 1
            return task
    return None


def _run(task: Task) -> bool:
    try:
        import_string(settings.TASKS[task.name])(**task.payload)
    except Exception as fault:  # noqa: BLE001 - whatever breaks, the task is kept and tried again
        wait = _FIRST_WAIT * 4 ** (task.attempts - 1)
        _log.exception("The task %s %s failed and is tried again", task.id, task.name)
        Task.objects.filter(pk=task.pk).update(
            leased_until=None, due_at=now() + wait, failure=f"{type(fault).__name__}: {fault}"[:500]
        )
        return False
    if task.key:
        Task.objects.filter(pk=task.pk).update(
            leased_until=None,
            attempts=0,
            failure="",
            due_at=now() + settings.REGULAR_TASKS[task.name],
        )
    else:
        Task.objects.filter(pk=task.pk).delete()
    return True
