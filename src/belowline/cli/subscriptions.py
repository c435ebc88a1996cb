"""`belowline subscriptions`: who subscribes to a publication, by the publisher's own list."""

import csv
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TextIO

import click

from belowline.accounts.queries.subscribers import listed_subscribers
from belowline.accounts.services.subscribers import (
    Subscription,
    end_of_day,
    take_over_subscribers,
)
from belowline.cli.prepare import prepare_database
from belowline.cli.publications import publication_named
from belowline.core.refusals import Refusal
from belowline.newsroom.queries.publications import PublicationView

_PUBLICATION = click.option(
    "--publication", default="", help="Its short name; needed where there are several."
)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("subscriptions")
def subscriptions_group() -> None:
    """Say who subscribes to a publication, and until when."""


@subscriptions_group.command("add")
@click.argument("email")
@click.option("--until", required=True, help="The last day, like 2027-03-31.")
@_PUBLICATION
def add(email: str, until: str, publication: str) -> None:
    """Make whoever has confirmed the address EMAIL a subscriber; again changes the last day."""
    prepare_database()
    found = publication_named(publication)
    try:
        wanted = Subscription(email, end_of_day(until, found.zone))
    except Refusal as refusal:
        raise click.ClickException(refusal.sentence) from refusal
    if not _take_over(found, iter([wanted]))[0]:
        raise click.ClickException(f"No account has confirmed the address {email}.")
    click.echo(f"{email} subscribes to {found.name} until {until}.")


@subscriptions_group.command("import")
@click.argument("file", type=_FILE)
@_PUBLICATION
def import_list(file: Path, publication: str) -> None:
    """Take over FILE, a CSV list with the columns email and until (like 2027-03-31).

    Addresses that no account has confirmed are counted and not kept, so bring the list again every
    day. Lines that cannot be read are named, and the exit status is 1 then.
    """
    prepare_database()
    found = publication_named(publication)
    faults: list[int] = []
    with file.open(encoding="utf-8-sig", newline="") as lines:
        taken, unknown = _take_over(found, _read(lines, found, faults))
    click.echo(f"{taken} subscribers, {unknown} addresses without an account.")
    if faults:
        named = ", ".join(str(line) for line in faults[:20])
        raise click.ClickException(f"{len(faults)} lines could not be read: {named}.")


@subscriptions_group.command("list")
@_PUBLICATION
def list_subscriptions(publication: str) -> None:
    """Print the subscribers by the list, and each one's last day."""
    prepare_database()
    found = publication_named(publication)
    for it in listed_subscribers(found.id):
        last = (it.ends_at - timedelta(seconds=1)).astimezone(found.zone).date()
        click.echo(f"{last}  {it.email:<40} {it.name}")


def _take_over(
    publication: PublicationView, subscriptions: Iterator[Subscription]
) -> tuple[int, int]:
    counts = list(take_over_subscribers(publication_id=publication.id, subscriptions=subscriptions))
    return sum(taken for taken, _ in counts), sum(unknown for _, unknown in counts)


def _read(lines: TextIO, publication: PublicationView, faults: list[int]) -> Iterator[Subscription]:
    """The lines that can be read; the numbers of the others go to `faults`."""
    rows = csv.DictReader(lines)
    if not {"email", "until"} <= set(rows.fieldnames or ()):
        raise click.ClickException("The first line has to name the columns email and until.")
    for row in rows:
        email = (row["email"] or "").strip()
        try:
            ends_at = end_of_day((row["until"] or "").strip(), publication.zone)
        except Refusal:
            ends_at = None
        if ends_at is None or "@" not in email:
            faults.append(rows.line_num)
        else:
            yield Subscription(email, ends_at)
