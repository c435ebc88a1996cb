"""`belowline demo`: sets up the demo newspaper and serves it."""

import os
import sys
from pathlib import Path

import click
from django.db import connection

from belowline.cli.demo.newspaper import (
    PASSWORD,
    accounts,
    paper_addresses,
    publish_newspapers,
    second_steps,
)
from belowline.cli.demo.script import PAPERS
from belowline.cli.listen_options import check_can_listen, listen_options
from belowline.cli.prepare import prepare_database
from belowline.newsroom.queries.publications import publication_slugs

_SLUGS = {paper.slug for paper in PAPERS}


@click.command()
@listen_options
@click.option("--reset", is_flag=True, help="Delete everything that was written and start over.")
@click.option("--no-serve", is_flag=True, help="Set up and stop.")
def demo(host: str, port: int, *, reset: bool, no_serve: bool) -> None:
    """Set up The Harbour Ledger and the Japanese 港新報, with lively discussions, and serve them.

    What you write there is kept; running the command again changes nothing of it.
    """
    _with_links_to(port)
    if not no_serve:
        check_can_listen(host, port)
    prepare_database()
    if reset:
        _start_over()
        prepare_database()
    publish_newspapers()
    click.echo("\nLog in with any of these (password: " + PASSWORD + "):")
    for role, email in accounts():
        click.echo(f"  {role:<13} {email}")
    click.echo("\nModerators and editors need a second step; each of these codes is good once:")
    for email, codes in second_steps():
        click.echo(f"  {email:<32} {'  '.join(codes)}")
    click.echo("")
    for name, address in paper_addresses():
        click.echo(f"{name}: {address}")
    click.echo("")
    if not no_serve:
        connection.close()
        serve = [sys.executable, "-m", "belowline", "serve", "--host", host, "--port", str(port)]
        sys.stdout.flush()
        # Whoever tries it out may come by a name of this machine that nobody has told it.
        os.environ.setdefault("BELOWLINE_ANY_HOST", "1")
        os.execv(sys.executable, serve)  # noqa: S606 - our own command


def _with_links_to(port: int) -> None:
    """Links lead to PORT: where another was asked for by the option, begins again with this one."""
    if os.environ.get("PORT", "8000") != str(port) and "BELOWLINE_SITE_URL" not in os.environ:
        os.environ["PORT"] = str(port)
        os.execv(sys.executable, [sys.executable, "-m", "belowline", *sys.argv[1:]])  # noqa: S606 - our own command


def _start_over() -> None:
    others = [slug for slug in publication_slugs() if slug not in _SLUGS]
    if others:
        raise click.ClickException(
            f"This database holds more than the demo ({', '.join(others)}), so nothing was "
            "deleted. Point BELOWLINE_DATA_DIR at another folder to try the demo there."
        )
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
            return
    name = str(connection.settings_dict["NAME"])
    connection.close()
    for path in (Path(name + ending) for ending in ("", "-wal", "-shm")):
        path.unlink(missing_ok=True)
