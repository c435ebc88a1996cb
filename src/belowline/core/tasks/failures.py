"""Tasks that have failed or that nobody does, for a person to look at."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Q

from belowline.core.clock import now
from belowline.core.models import Schedule, Task


@dataclass(frozen=True, slots=True)
class FailedTask:
    """What failed, how often, and why the last time; whether it is not tried any more.

    `publication_id` is None for what belongs to the whole installation; `due_at` is when it is, or
    would have been, tried next.
    """

    id: int
    name: str
    attempts: int
    failure: str
    is_set_aside: bool
    is_scheduled: bool
    due_at: datetime
    publication_id: int | None


def failed_tasks() -> list[FailedTask]:
    """Every task whose last attempt failed, that is set aside or unknown, oldest first."""
    unknown = Q(due_at__lte=now()) & ~Q(name__in=settings.TASKS)
    failed = Task.objects.filter(~Q(failure="") | ~Q(set_aside_at=None) | unknown).order_by("id")
    return [
        FailedTask(
            it.id,
            it.name,
            it.attempts,
            it.failure or _silent_failure(it),
            it.set_aside_at is not None,
            it.key is not None,
            it.due_at,
            it.publication_id,
        )
        for it in failed
    ]


def failed_tasks_of(publication_id: int) -> list[FailedTask]:
    """Those that this publication's administrators see to: its own, and the installation's."""
    return [it for it in failed_tasks() if it.publication_id in (None, publication_id)]


def idle_schedules() -> list[str]:
    """Keys of scheduled work that this version of Belowline does not know."""
    unknown = Schedule.objects.filter(due_at__lte=now()).exclude(name__in=settings.TASKS)
    return list(unknown.order_by("key").values_list("key", flat=True))


def _silent_failure(task: Task) -> str:
    if task.name not in settings.TASKS:
        return "this version of Belowline does not know it"
    return "the process was ended each time while it was being done"
