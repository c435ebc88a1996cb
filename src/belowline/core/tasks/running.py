"""Does what is due, one task at a time, each claimed by one process only."""

import logging
from collections.abc import Collection
from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils.module_loading import import_string

from belowline.core.clock import now
from belowline.core.models import Task
from belowline.core.tasks.failures import GIVEN_UP_AFTER
from belowline.core.tasks.sealed_payload import unseal

_LEASE = timedelta(minutes=10)
_MAIL_LEASE = timedelta(minutes=1)
"""How long a process that has claimed a task has it for itself: should it die, another goes on
then. A code that is mailed is good for ten minutes."""
_FIRST_WAIT = timedelta(minutes=1)
_FIRST_MAIL_WAIT = timedelta(seconds=5)
_MOST_COUNTED = 1000
_LONGEST_WAIT = timedelta(days=12)
_log = logging.getLogger(__name__)


def run_due(names: Collection[str] | None = None) -> int:
    """Does every task of these names that is due, or every one that there is. Returns how many.

    A name that this version does not know is left: to a newer one, while that is brought in.
    """
    done = 0
    while (task := _claimed(settings.TASKS if names is None else names)) is not None:
        done += _run(task)
    return done


def _claimed(names: Collection[str]) -> Task | None:
    """The task that has been due for longest and that nobody else has; it is ours for a while."""
    moment = now()
    free = Q(leased_until=None) | Q(leased_until__lt=moment)
    tried = Q(attempts__lt=GIVEN_UP_AFTER) | Q(key__isnull=False)
    due = Task.objects.filter(free, tried, due_at__lte=moment, name__in=list(names))
    for task in due.order_by("due_at", "id")[:5]:
        lease = _MAIL_LEASE if task.name in settings.MAIL_TASKS else _LEASE
        attempts = min(task.attempts + 1, _MOST_COUNTED)
        if due.filter(pk=task.pk).update(leased_until=moment + lease, attempts=attempts):
            task.attempts = attempts
            return task
    return None


def _run(task: Task) -> bool:
    try:
        import_string(settings.TASKS[task.name])(**unseal(task.payload))
    except BaseException as fault:  # noqa: BLE001 - whatever breaks, the task is kept and tried again
        _log.exception("The task %s %s failed and is tried again", task.id, task.name)
        Task.objects.filter(pk=task.pk).update(
            leased_until=None,
            due_at=now() + _wait(task),
            failure=f"{type(fault).__name__}: {fault}"[:500],
        )
        return False
    period = settings.REGULAR_TASKS.get(task.name) if task.key else None
    if period is None:
        Task.objects.filter(pk=task.pk).delete()
    else:
        Task.objects.filter(pk=task.pk).update(
            leased_until=None, attempts=0, failure="", due_at=now() + period
        )
    return True


def _wait(task: Task) -> timedelta:
    """How long it is until a task is tried again that has just failed."""
    first = _FIRST_MAIL_WAIT if task.name in settings.MAIL_TASKS else _FIRST_WAIT
    longest = settings.REGULAR_TASKS.get(task.name, _LONGEST_WAIT)
    wait: timedelta = min(first * 4 ** min(task.attempts - 1, GIVEN_UP_AFTER), longest)
    return wait
