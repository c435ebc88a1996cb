"""`belowline retention`: deletes what has been kept for long enough, and says what it was."""

import click

from belowline.cli.prepare import prepare_database
from belowline.core.retention import retain


@click.command()
@click.option("--dry-run", is_flag=True, help="Count what would be deleted, and delete nothing.")
def retention(*, dry_run: bool) -> None:
    """Delete what has been kept for long enough: sessions, exports, old pseudonyms of networks.

    A running server does so by itself, once a day. docs/privacy.md says what is kept for how long.
    """
    prepare_database()
    counts = retain(dry_run=dry_run)
    for rule, number in counts.items():
        click.echo(f"{number:>8}  {rule}")
    total = sum(counts.values())
    click.echo(f"{total:>8}  in all" + (", which nothing was done to" if dry_run else ""))
