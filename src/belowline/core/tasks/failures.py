"""Tasks that have failed or that nobody does, for a person to look at."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q

from belowline.core.clock import now
from belowline.core.models import Task

GIVEN_UP_AFTER = 8
"""After so many failures a task is set aside for a person to look at. With waits of 1, 4, 16 …
minutes between them (`running`), the last of these comes about four days after the first; of a
mail, whose waits are 5, 20, 80 … seconds, after eight hours. Regular work is never set aside."""


@dataclass(frozen=True, slots=True)
class FailedTask:
    """What failed, how often, and why the last time; whether it is not tried any more."""

    id: int
    name: str
    attempts: int
    failure: str
    is_set_aside: bool


def failed_tasks() -> list[FailedTask]:
    """Every task whose last attempt failed, that is set aside or unknown, oldest first."""
    left = Q(due_at__lte=now()) & ~Q(name__in=settings.TASKS)
    set_aside = Q(key=None, attempts__gte=GIVEN_UP_AFTER) & Q(leased_until=None)
    ended = Q(key=None, attempts__gte=GIVEN_UP_AFTER, leased_until__lt=now())
    failed = Task.objects.filter(~Q(failure="") | left | set_aside | ended).order_by("id")
    return [
        FailedTask(
            it.id,
            it.name,
            it.attempts,
            it.failure or _silent_failure(it),
            it.key is None and it.attempts >= GIVEN_UP_AFTER,
        )
        for it in failed
    ]


def _silent_failure(task: Task) -> str:
    if task.name not in settings.TASKS:
        return "this version of Belowline does not know it"
    return "the process was ended each time while it was being done"
