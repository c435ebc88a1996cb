"""`belowline serve`: runs the site."""

from urllib.parse import urlsplit

import click
from django.conf import settings
from granian.constants import Interfaces, Loops
from granian.server import Server

from belowline.cli.listening import listening
from belowline.cli.prepare import prepare_database, prepare_static_files
from belowline.cli.stopping import end_streams_first

_BACKLOG = 4096
_AT_ONCE = 65_536
"""Connections that wait to be accepted, and requests a worker has open; a live reader is one."""
_LONGEST_STOP = 9
"""Seconds after which a worker that is still busy is ended by force."""
_APPLICATION = "belowline.config.asgi:application"


@click.command()
@listening
@click.option(
    "--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes."
)
def serve(host: str, port: int, workers: int) -> None:
    """Serve the site, after bringing the database up to date."""
    prepare_database()
    run_server(host=host, port=port, workers=workers)


def run_server(*, host: str, port: int, workers: int = 1) -> None:
    """Serves until a signal ends it."""
    prepare_static_files()
    click.echo(f"Belowline answers at http://{host}:{port}")
    if host == "127.0.0.1" and urlsplit(settings.SITE_URL).port != port:
        click.echo(f"Links in pages and mail lead to {settings.SITE_URL} (BELOWLINE_SITE_URL)")
    server = Server(
        _APPLICATION,
        address=host,
        port=port,
        workers=workers,
        interface=Interfaces.ASGI,
        loop=Loops.uvloop,
        websockets=False,
        backlog=_BACKLOG,
        backpressure=_AT_ONCE,
        log_enabled=True,
        log_access=False,
        respawn_failed_workers=True,
        workers_kill_timeout=_LONGEST_STOP,
    )
    server.on_startup(end_streams_first)
    server.serve()
