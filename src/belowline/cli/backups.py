"""`belowline backup` and `belowline restore`: copies of the database in use, and of pictures."""

from datetime import UTC
from pathlib import Path

import click
from django.conf import settings
from django.db import connection

from belowline.cli.picture_backups import back_up_pictures, put_back_pictures
from belowline.core.clock import now
from belowline.core.sqlite_backup import BackupFault, back_up, put_back, rows_of

_NAME = "belowline-{:%Y%m%d-%H%M%S}.sqlite3"
_PATTERN = "belowline-????????-??????.sqlite3"


@click.command()
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder of the backups; by default `backups` in the data folder.",
)
@click.option(
    "--keep", default=7, show_default=True, type=click.IntRange(1), help="How many to keep."
)
def backup(folder: Path | None, keep: int) -> None:
    """Copy the database and the pictures of articles while it serves, and verify the copy.

    The oldest copies go. Only for SQLite; PostgreSQL is backed up with its own tools (pg_dump,
    pgBackRest), and so is a store of pictures elsewhere. Keep the file `secret-key` of the data
    folder as well: mails that wait are sealed with it.
    """
    database = _database()
    folder = folder or database.parent / "backups"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    copy = folder / _NAME.format(now().astimezone(UTC))
    pictures: Path | None = settings.PICTURE_FOLDER
    try:
        rows = back_up(database, copy)
        for old in sorted(folder.glob(_PATTERN), reverse=True)[keep:]:
            old.unlink()
        if pictures is not None:
            back_up_pictures(pictures, folder, folder.glob(_PATTERN))
    except (BackupFault, OSError) as fault:
        raise click.ClickException(f"No backup was made. {fault}") from fault
    size = copy.stat().st_size / 1e6
    click.echo(f"{copy} holds {rows['comment']:,} comments ({size:.1f} MB), and was verified.")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Make a backup the database again, and bring back the pictures that lie beside it. Nothing may
    have the database open.

    The database that was there is kept beside it.
    """
    database = _database()
    aside = database.with_name(f"before-restore-{now().astimezone(UTC):%Y%m%d-%H%M%S}.sqlite3")
    try:
        rows = rows_of(file)
        put_back(file, database, aside)
        if settings.PICTURE_FOLDER is not None:
            put_back_pictures(file.parent, settings.PICTURE_FOLDER)
    except (BackupFault, OSError) as fault:
        raise click.ClickException(f"Nothing was restored. {fault}") from fault
    click.echo(f"{rows['comment']:,} comments are back from {file}.")
    if aside.exists():
        click.echo(f"The database that was there is kept as {aside}.")


def _database() -> Path:
    if connection.vendor != "sqlite":
        raise click.ClickException(
            "This installation keeps its data in PostgreSQL. Use PostgreSQL's own tools: pg_dump "
            "and pg_restore, or pgBackRest."
        )
    connection.close()
    return Path(settings.DATABASES["default"]["NAME"])
