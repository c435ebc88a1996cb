"""`belowline check`: recounts every counter, and names whatever a person has to see to."""

import click

from belowline.cli.config_problems import config_problems
from belowline.cli.prepare import prepare_database
from belowline.cli.subscribers import describe
from belowline.config.subscribers import SUBSCRIBERS
from belowline.core.ids import encode
from belowline.core.subscribers.places import standings
from belowline.core.tasks.failures import failed_tasks, idle_schedules
from belowline.discussion.services.recount import recount
from belowline.moderation.queries.rules import broken_rules
from belowline.newsroom.queries.picture_files import missing_files, orphan_files


@click.command()
@click.option("--repair", is_flag=True, help="Mend every difference that is found.")
def check(*, repair: bool) -> None:
    """Recount votes, answers and comments, and report every counter that is wrong.

    Ways in that are half configured, picture files that are missing, and tasks and subscribers that
    have failed or are late, are named as well. Exit status 1 says that a difference was found and
    not mended.
    """
    prepare_database()
    for gap in config_problems():
        click.echo(gap)
    _name_pictures()
    _name_failures()
    _name_rules()
    found = 0
    for difference in recount(repair=repair):
        found += 1
        click.echo(
            f"{difference.kind} {encode(difference.id)}: {difference.counter} "
            f"says {difference.kept:g}, counted {difference.counted:g}"
            + (" (mended)" if repair else "")
        )
    if not found:
        click.echo("Every counter is right.")
    elif repair:
        click.echo(f"Mended {found} counters.")
    else:
        click.echo(f"{found} counters are wrong. Run `belowline check --repair` to mend them.")
        raise SystemExit(1)


def _name_pictures() -> None:
    for name in missing_files():
        click.echo(f"Picture file {name} is missing. Bring it back from a backup.")
    orphans = sum(1 for _ in orphan_files())
    if orphans:
        click.echo(f"{orphans} files belong to no picture. They go a day after they were written.")


def _name_rules() -> None:
    for publication, rule, fault in broken_rules():
        click.echo(f"Rule “{rule}” of {publication} broke and is set aside: {fault}")


def _name_failures() -> None:
    for task in failed_tasks():
        end = ", and is set aside" if task.is_set_aside else ""
        times = f"{task.attempts} times{end}: {task.failure}"
        click.echo(f"Task {task.id} {task.name} has failed {times}")
    for key in idle_schedules():
        click.echo(f"Schedule {key}: this version of Belowline does not know it")
    for it in standings(SUBSCRIBERS):
        if not it.is_well:
            click.echo(f"Subscriber {it.name}: {describe(it)}")
