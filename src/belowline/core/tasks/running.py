"""Does what is due, one task at a time, each claimed by one process only."""

import logging
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.module_loading import import_string

from belowline.core.clock import now
from belowline.core.models import Task
from belowline.core.prepared import Prepared, PreparedValues
from belowline.core.task_kinds import Kind
from belowline.core.tasks.schedules import plan_what_is_due, scheduled_names
from belowline.core.tasks.sealed_payload import unseal

_MOST_COUNTED = 1000
_log = logging.getLogger(__name__)


def run_due(names: Collection[str] | None = None) -> int:
    """Does every task of these names that is due, or every one that there is. Returns how many.

    A name that this version does not know is left: to a newer one, while that is brought in.
    """
    known = settings.TASKS.keys() if names is None else names
    plan_what_is_due(known)
    done = 0
    while (task := _claimed(known)) is not None:
        done += _run(task, settings.TASKS[task.name])
    return done


def due_names(names: Collection[str]) -> set[str]:
    """Those of these names of which something is due now."""
    return scheduled_names(names) | {it.name for it in _DUE_NAMES(now(), names)}


def _claimed(names: Collection[str]) -> Task | None:
    """The most urgent task, of those the one due for longest, that nobody else has; it is ours
    for a while.
    """
    moment = now()
    while found := _FIRST_DUE(moment, names):
        due = _due(moment, names)
        for task in found:
            kind = settings.TASKS[task.name]
            if _is_over(task, kind):
                due.filter(pk=task.pk, attempts=task.attempts).update(set_aside_at=moment)
                continue
            attempts = min(task.attempts + 1, _MOST_COUNTED)
            lease = moment + kind.lease
            if due.filter(pk=task.pk).update(leased_until=lease, attempts=attempts):
                task.attempts = attempts
                return task
    return None


def _due(moment: datetime, names: Collection[str]) -> QuerySet[Task]:
    free = Q(leased_until=None) | Q(leased_until__lt=moment)
    return Task.objects.filter(free, set_aside_at=None, due_at__lte=moment, name__among=names)


def _run(task: Task, kind: Kind) -> bool:
    try:
        import_string(kind.function)(**unseal(task.payload))
    except BaseException as fault:  # noqa: BLE001 - whatever breaks, the task is kept and tried again
        _log.exception("The task %s %s failed", task.id, task.name)
        moment = now()
        Task.objects.filter(pk=task.pk).update(
            leased_until=None,
            due_at=moment + kind.wait(task.attempts),
            failure=f"{type(fault).__name__}: {fault}"[:500],
            set_aside_at=moment if _is_over(task, kind) else None,
        )
        return False
    Task.objects.filter(pk=task.pk).delete()
    return True


def _is_over(task: Task, kind: Kind) -> bool:
    """Whether it has been tried as often as its kind is; what is scheduled is tried for ever."""
    return task.key is None and task.attempts >= kind.tries


class _Name(NamedTuple):
    name: str


_DUE_NAMES = PreparedValues(lambda moment, names: _due(moment, names).distinct(), _Name)
_FIRST_DUE = Prepared(
    lambda moment, names: _due(moment, names).order_by("priority", "due_at", "id")[:5]
)
