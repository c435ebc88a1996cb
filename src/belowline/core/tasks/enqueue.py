"""Plans work, in the transaction that makes it necessary."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings

from belowline.core.clock import now
from belowline.core.models import Task


def enqueue(name: str, payload: Mapping[str, object], *, due_at: datetime | None = None) -> int:
    """Has the task `name` done with `payload`, at once or from `due_at` on. Returns its id.

    `name` is one that config/tasks.py lists; the function behind it may be called more than once
    with the same payload, should a process be ended in between. Raises ValueError for others.
    """
    if name not in settings.TASKS:
        raise ValueError(f"{name} is no task: config/tasks.py does not list it.")
    return Task.objects.create(name=name, payload=dict(payload), due_at=due_at or now()).id


def enqueue_regular_work() -> None:
    """Makes sure that everything which is done again and again is planned, each once."""
    for name in settings.REGULAR_TASKS:
        Task.objects.get_or_create(key=name, defaults={"name": name, "due_at": now()})
