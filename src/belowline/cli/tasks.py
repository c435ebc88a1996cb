"""`belowline tasks`: background work that failed, tried again or deleted; what is scheduled."""

import click

from belowline.cli.prepare import prepare_database
from belowline.core.refusals import Refusal
from belowline.core.tasks.attention import delete_task, try_again
from belowline.core.tasks.failures import failed_tasks


@click.group("tasks")
def tasks_group() -> None:
    """See to background work that failed."""


@tasks_group.command("list")
def list_tasks() -> None:
    """Print each task that failed, how often, and why the last time."""
    prepare_database()
    for task in failed_tasks():
        state = "set aside" if task.is_set_aside else f"next {task.due_at:%Y-%m-%d %H:%M:%S} UTC"
        click.echo(f"{task.id} {task.name}: {task.attempts} attempts, {state}: {task.failure}")


@tasks_group.command("retry")
@click.argument("task", type=int)
def retry(task: int) -> None:
    """Have the task with this number tried again at once."""
    prepare_database()
    try:
        try_again(task_id=task, publication_id=None)
    except Refusal as refusal:
        raise click.ClickException(refusal.sentence) from None
    click.echo("It is tried again now.")


@tasks_group.command("delete")
@click.argument("task", type=int)
def delete(task: int) -> None:
    """Delete the task with this number, which is set aside or unknown."""
    prepare_database()
    try:
        delete_task(task_id=task, publication_id=None)
    except Refusal as refusal:
        raise click.ClickException(refusal.sentence) from None
    click.echo("Deleted.")
