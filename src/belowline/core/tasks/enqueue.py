"""Plans work, in the transaction that makes it necessary."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction

from belowline.core.clock import now
from belowline.core.models import Task
from belowline.core.tasks.sealed_payload import seal
from belowline.core.tasks.wakeup import wake_workers


def enqueue(
    name: str,
    payload: Mapping[str, object],
    *,
    due_at: datetime | None = None,
    is_secret: bool = False,
) -> int:
    """Has the task `name` done with `payload`, at once or from `due_at` on. Returns its id.

    `name` is one that config/tasks.py lists; the function behind it may be called more than once
    with the same payload, should a process be ended in between. What `is_secret` is kept sealed.
    A `publication_id` in the payload says whose administrators see to it should it fail. Raises
    ValueError for other names.
    """
    if name not in settings.TASKS:
        raise ValueError(f"{name} is no task: config/tasks.py does not list it.")
    publication_id = payload.get("publication_id")
    task = Task.objects.create(
        name=name,
        payload=seal(payload) if is_secret else dict(payload),
        priority=settings.TASKS[name].priority,
        publication_id=publication_id if isinstance(publication_id, int) else None,
        due_at=due_at or now(),
    )
    if due_at is None:
        transaction.on_commit(wake_workers, robust=True)
    return task.id
