"""`belowline newsletters`: lists from elsewhere, taken over with the proof of consent."""

import csv
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click

from belowline.audience.queries.mailing_lists import ListView, mailing_lists, subscriber_counts
from belowline.audience.services.list_import import (
    ImportedConsent,
    count_outcomes,
    import_subscriber,
)
from belowline.cli.prepare import prepare_database
from belowline.cli.publications import publication_named
from belowline.newsroom.queries.publications import PublicationView

_PUBLICATION = click.option(
    "--publication", default="", help="Its short name; needed where there are several."
)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_COLUMNS = ("email", "when", "where", "wording")


@click.group("newsletters")
def newsletters_group() -> None:
    """Show newsletters, and take over lists of their readers."""


@newsletters_group.command("list")
@_PUBLICATION
def list_newsletters(publication: str) -> None:
    """Print each newsletter, its id, and how many addresses are on it."""
    prepare_database()
    found = publication_named(publication)
    counts = subscriber_counts(found.id)
    for it in mailing_lists(found.id):
        click.echo(f"{it.ref}  {it.name}: {counts.get(it.id, (0, 0))[0]} subscribers")


@newsletters_group.command("import")
@click.argument("newsletter")
@click.argument("file", type=_FILE)
@_PUBLICATION
def import_list(newsletter: str, file: Path, publication: str) -> None:
    """Put the readers in FILE on the NEWSLETTER with this id.

    FILE is a CSV list with the columns email, when (like 2025-03-31T09:30+01:00), where and
    wording: when each of them agreed, where, and to which words. A line without them is not taken,
    nor is an address that has unsubscribed or that must not be written to.
    """
    prepare_database()
    found = publication_named(publication)
    wanted = next((it for it in mailing_lists(found.id) if it.ref == newsletter), None)
    if wanted is None:
        raise click.ClickException("There is no such newsletter. Run: belowline newsletters list")
    counts = count_outcomes(_import(found, wanted, file))
    click.echo(", ".join(f"{number} {outcome}" for outcome, number in sorted(counts.items())))
    if counts.get("unproven") or counts.get("no address"):
        raise SystemExit(1)


def _import(publication: PublicationView, wanted: ListView, file: Path) -> Iterator[str]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        if not set(_COLUMNS) <= set(rows.fieldnames or ()):
            raise click.ClickException(f"The first line has to name: {', '.join(_COLUMNS)}.")
        for row in rows:
            email, when, where, wording = ((row[name] or "").strip() for name in _COLUMNS)
            outcome = import_subscriber(
                publication_id=publication.id,
                list_id=wanted.id,
                language=publication.language,
                consent=ImportedConsent(email, _moment(when, publication), where, wording),
            )
            if outcome in ("unproven", "no address"):
                click.echo(f"Line {rows.line_num} was not taken: {outcome}", err=True)
            yield outcome


def _moment(text: str, publication: PublicationView) -> datetime | None:
    try:
        told = datetime.fromisoformat(text)
    except ValueError:
        return None
    return told if told.tzinfo else told.replace(tzinfo=publication.zone)
