"""Makes the database and the static files ready; safe to run at every start."""

from pathlib import Path

import click
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection

from belowline.accounts.queries.publishers import configured_origins
from belowline.cli.config_problems import config_problems
from belowline.config.subscribers import SUBSCRIBERS
from belowline.core.database_faults import is_away
from belowline.core.sqlite_backup import protect
from belowline.core.subscribers.places import ensure_places
from belowline.newsroom.services.addresses import keep_configured_origins


def prepare_site() -> None:
    """Makes ready what a server needs, and says what is half configured. Raises ClickException
    where the database is away.
    """
    prepare_database()
    for gap in config_problems():
        click.echo(gap)
    _prepare_static_files()


def prepare_database() -> None:
    """Makes the database its owner's only, applies the migrations that are missing, gives every
    subscriber its place, and lists the origins that the settings list. Raises ClickException where
    the database is away.
    """
    if connection.vendor == "sqlite":
        protect(Path(settings.DATABASES["default"]["NAME"]))
    try:
        call_command("migrate", interactive=False, verbosity=0)
        ensure_places(SUBSCRIBERS)
        keep_configured_origins(configured_origins())
    except DatabaseError as fault:
        if not is_away(fault):
            raise
        raise click.ClickException(f"The database cannot be used: {str(fault).strip()}") from fault


def _prepare_static_files() -> None:
    """Gathers them, compressed and under hashed names."""
    call_command("collectstatic", interactive=False, verbosity=0)
