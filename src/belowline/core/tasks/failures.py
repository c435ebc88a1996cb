"""Tasks that have failed, for a person to look at."""

from dataclasses import dataclass

from belowline.core.models import Task

GIVEN_UP_AFTER = 8
"""After so many failures a task is left for a person to look at. With waits of 1, 4, 16 … minutes
between them (`running`), the last of these comes about four days after the first."""


@dataclass(frozen=True, slots=True)
class FailedTask:
    """What failed, how often, and why the last time."""

    id: int
    name: str
    attempts: int
    failure: str


def failed_tasks() -> list[FailedTask]:
    """Every task whose last attempt failed, oldest first."""
    failed = Task.objects.exclude(failure="").order_by("id")
    return [FailedTask(it.id, it.name, it.attempts, it.failure) for it in failed]
