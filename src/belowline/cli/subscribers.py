"""`belowline subscribers`: how those who follow the outbox stand, and read models built anew."""

import click

from belowline.cli.prepare import prepare_database
from belowline.config.subscribers import SUBSCRIBERS
from belowline.core.subscribers.places import Standing, begin_anew, standings


@click.group("subscribers")
def subscribers_group() -> None:
    """Show those who follow the outbox, or build a read model anew."""


@subscribers_group.command("list")
def list_subscribers() -> None:
    """Print each subscriber, how many events wait for it, and why it failed last."""
    prepare_database()
    for standing in standings(SUBSCRIBERS):
        click.echo(f"{standing.name:<24} {describe(standing)}")


@subscribers_group.command("rebuild")
@click.argument("name")
def rebuild_subscriber(name: str) -> None:
    """Build the read model of a subscriber anew, from what the tables say now."""
    prepare_database()
    rebuilt = {it.name: it for it in SUBSCRIBERS if it.rebuild is not None}
    if name not in rebuilt:
        known = ", ".join(rebuilt) or "none"
        raise click.ClickException(f"{name} keeps no read model. Those that do: {known}.")
    begin_anew(rebuilt[name])
    click.echo(f"{name} was built anew.")


def describe(standing: Standing) -> str:
    """How it stands, in words."""
    waiting = f"{standing.waiting} events wait"
    if standing.waiting_since is not None:
        waiting += f", the oldest since {standing.waiting_since:%Y-%m-%d %H:%M:%S} UTC"
    if standing.failures:
        waiting += f"; failed {standing.failures} times, the last time with {standing.failure}"
    return waiting
