"""What a person does about a task that failed: has it tried again, or deletes it."""

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext

from belowline.core import audit
from belowline.core.clock import now
from belowline.core.models import Task
from belowline.core.refusals import NotFound
from belowline.core.tasks.wakeup import wake_workers


@transaction.atomic
def try_again(
    *, task_id: int, publication_id: int | None, actor_id: int | None = None, actor_name: str = ""
) -> None:
    """Has it tried as often as a new one, from now on. Raises NotFound.

    The publication is the task's own, or any where the task is the installation's; None at the
    command line, where every task is seen to.
    """
    task = _failed(task_id, publication_id)
    Task.objects.filter(pk=task.pk).update(
        attempts=0, set_aside_at=None, leased_until=None, due_at=now()
    )
    transaction.on_commit(wake_workers, robust=True)
    _record("task tried again", task, publication_id, actor_id, actor_name)


@transaction.atomic
def delete_task(
    *, task_id: int, publication_id: int | None, actor_id: int | None = None, actor_name: str = ""
) -> None:
    """Deletes what is not tried any more and belongs to this publication. Raises NotFound.

    What belongs to the whole installation is deleted at the command line only (None).
    """
    task = _failed(task_id, publication_id)
    if publication_id not in (None, task.publication_id) or not _is_left(task):
        raise _nothing()
    Task.objects.filter(pk=task.pk).delete()
    _record("task deleted", task, publication_id, actor_id, actor_name)


def _failed(task_id: int, publication_id: int | None) -> Task:
    """The task, locked, if it failed; one that is being tried at this moment is not ours."""
    free = Q(leased_until=None) | Q(leased_until__lt=now())
    whose = (
        Q() if publication_id is None else Q(publication_id=None) | Q(publication_id=publication_id)
    )
    task = Task.objects.select_for_update().filter(free, whose, pk=task_id).first()
    if task is None or not (task.failure or _is_left(task)):
        raise _nothing()
    return task


def _is_left(task: Task) -> bool:
    return task.set_aside_at is not None or task.name not in settings.TASKS


def _nothing() -> NotFound:
    return NotFound(gettext("This task is done, or is being tried now."))


def _record(
    action: str, task: Task, publication_id: int | None, actor_id: int | None, actor_name: str
) -> None:
    audit.record(
        publication_id=publication_id,
        actor_id=actor_id,
        actor_name=actor_name,
        action=action,
        subject_kind="task",
        subject_id=task.id,
        details={"task": task.name, "attempts": task.attempts, "failure": task.failure},
    )
