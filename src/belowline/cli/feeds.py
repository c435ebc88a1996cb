"""`belowline feeds`: what comes in by feeds of agencies and other sites."""

import json
from pathlib import Path
from typing import Any

import click
from django.utils import timezone

from belowline.cli.prepare import prepare_database
from belowline.cli.publications import publication_named
from belowline.core.refusals import Refusal
from belowline.newsroom.queries.feeds import FeedView, entries, feeds
from belowline.newsroom.queries.publications import PublicationView
from belowline.newsroom.services.feeds import add_feed, remove_feed
from belowline.newsroom.services.wire_intake import take_in

_PUBLICATION = click.option(
    "--publication", default="", help="Its short name; needed where there are several."
)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("feeds")
def feeds_group() -> None:
    """Take in articles of agencies and other sites; an editor decides upon each at the desk."""


@feeds_group.command("add")
@click.argument("name")
@click.argument("address")
@click.option("--section", required=True, help="Address of the section that its articles go to.")
@click.option("--contract", type=_FILE, help="JSON file: what is agreed with the provider.")
@click.option("--phrases", type=_FILE, help="JSON file: what the provider’s phrases mean.")
@_PUBLICATION
def add(
    name: str,
    address: str,
    section: str,
    contract: Path | None,
    phrases: Path | None,
    publication: str,
) -> None:
    """Add the feed NAME at ADDRESS, which is a web address or a folder of this machine."""
    prepare_database()
    found = publication_named(publication)
    part = found.section(section)
    if part is None:
        known = ", ".join(it.slug for it in found.sections) or "none yet"
        raise click.ClickException(f"There is no section {section}. There is: {known}.")
    try:
        add_feed(
            publication_id=found.id,
            section_id=part.id,
            name=name,
            address=address,
            contract=_json(contract),
            phrases=_json(phrases),
        )
    except Refusal as refusal:
        raise click.ClickException(refusal.sentence) from refusal
    click.echo(f"Added. Next: belowline feeds run {name}")


@feeds_group.command("list")
@_PUBLICATION
def list_feeds(publication: str) -> None:
    """Print the feeds, when they were last asked, and what waits."""
    prepare_database()
    found = publication_named(publication)
    for it in feeds(found.id):
        click.echo(f"{it.name:<24} {it.waiting:>6} waiting  {_asked(it, found)}  {it.address}")
        if it.failure:
            click.echo(f"{'':<24} {it.failure}")


@feeds_group.command("run")
@click.argument("name")
@_PUBLICATION
def run(name: str, publication: str) -> None:
    """Ask the feed NAME now, and say what became of what came."""
    prepare_database()
    found = publication_named(publication)
    feed = _feed(found, name)
    intake = take_in(feed_id=feed.id)
    click.echo(
        f"{intake.new} new, {intake.updated} updated, {intake.known} known, "
        f"{intake.killed} killed, {intake.set_aside} set aside"
    )
    if failure := _feed(found, name).failure:
        raise click.ClickException(failure)


@feeds_group.command("show")
@click.argument("name")
@_PUBLICATION
def show(name: str, publication: str) -> None:
    """Print what of the feed NAME waits, was killed or set aside, and why."""
    prepare_database()
    found = publication_named(publication)
    feed = _feed(found, name)
    for it in entries(publication_id=found.id):
        if it.feed == feed.name:
            click.echo(f"{it.state:<10} {it.headline or '(no headline)'}")
            for sentence in it.holds:
                click.echo(f"{'':<10} {sentence}")


@feeds_group.command("remove")
@click.argument("name")
@_PUBLICATION
def remove(name: str, publication: str) -> None:
    """Remove the feed NAME; articles that came by it stay."""
    prepare_database()
    try:
        remove_feed(publication_id=publication_named(publication).id, name=name)
    except Refusal as refusal:
        raise click.ClickException(refusal.sentence) from refusal
    click.echo("Removed.")


def _feed(publication: PublicationView, name: str) -> FeedView:
    for it in feeds(publication.id):
        if it.name == name:
            return it
    raise click.ClickException(f"There is no feed {name}. `belowline feeds list` shows them.")


def _asked(it: FeedView, publication: PublicationView) -> str:
    if it.asked_at is None:
        return "never asked     "
    return f"{timezone.localtime(it.asked_at, publication.zone):%Y-%m-%d %H:%M}"


def _json(file: Path | None) -> Any:
    if file is None:
        return None
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except ValueError as fault:
        raise click.ClickException(f"{file} is no JSON: {fault}") from fault
