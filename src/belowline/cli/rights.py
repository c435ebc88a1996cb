"""`belowline rights`: what may be shown until when, and whether that is kept to."""

from collections.abc import Sequence

import click
from django.utils import timezone

from belowline.cli.prepare import prepare_database
from belowline.cli.publications import publication_named
from belowline.newsroom.queries.publications import PublicationView
from belowline.newsroom.queries.rights_report import RightsLine, rights_report


@click.group("rights")
def rights_group() -> None:
    """Look after licences, embargoes and what was taken back."""


@rights_group.command("report")
@click.option("--publication", default="", help="Its short name; needed where there are several.")
@click.option("--days", default=7, show_default=True, type=click.IntRange(1, 3660), help="Span.")
def report(publication: str, days: int) -> None:
    """Print what ends soon, what has ended, what is held and why.

    Last comes what is shown although it must not be. That is always empty; exit status 1 says that
    it is not.
    """
    prepare_database()
    found = publication_named(publication)
    made = rights_report(found, days=days)
    _print(f"Ends within {days} days", made.ending, found)
    _print(f"Ended in the last {days} days", made.ended, found)
    _print("On hold", made.held, found)
    _print("Shown although it must not be", made.breaches, found)
    if made.breaches:
        raise SystemExit(1)


def _print(title: str, lines: Sequence[RightsLine], publication: PublicationView) -> None:
    click.echo(f"{title}: {len(lines) or 'nothing'}")
    for it in lines:
        moment = timezone.localtime(it.moment, publication.zone)
        click.echo(f"  {moment:%Y-%m-%d %H:%M}  {it.path}  {it.headline}  ({it.said or '-'})")
