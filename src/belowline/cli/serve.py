"""`belowline serve`: runs the site."""

import os
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import click
from django.conf import settings
from granian.constants import Interfaces, Loops
from granian.log import LogLevels

from belowline.cli.config_problems import config_problems
from belowline.cli.listen_options import listen_options
from belowline.cli.metrics import serve_metrics
from belowline.cli.prepare import prepare_database, prepare_static_files
from belowline.cli.shutdown import end_streams_first
from belowline.cli.supervisor import Supervisor
from belowline.delivery.came_up import CAME_UP

_BACKLOG = 4096
_AT_ONCE = 65_536
"""Connections that wait to be accepted, and requests a worker has open; a live reader is one."""
_SOCKET_MODE = 0o660
_LONGEST_STOP = 9
"""Seconds after which a worker that is still busy is ended by force."""
_APPLICATION = "belowline.config.asgi:application"


@click.command()
@listen_options
@click.option(
    "--uds",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Listen on this Unix socket instead; its owner and group may connect.",
)
@click.option(
    "--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes."
)
@click.option(
    "--metrics-port",
    type=click.IntRange(1, 65535),
    envvar="BELOWLINE_METRICS_PORT",
    help="Answer Prometheus at /metrics on this port; also read from BELOWLINE_METRICS_PORT.",
)
@click.option(
    "--metrics-host", default="127.0.0.1", show_default=True, help="Address of that port."
)
def serve(
    host: str,
    port: int,
    uds: Path | None,
    workers: int,
    metrics_port: int | None,
    metrics_host: str,
) -> None:
    """Serve the site, after bringing the database up to date.

    TLS, and whatever else the world outside asks for, is left to a proxy before it; set
    BELOWLINE_TRUSTED_PROXIES to how many there are.
    """
    prepare_database()
    for gap in config_problems():
        click.echo(gap)
    counters = _metrics(metrics_host, metrics_port) if metrics_port else nullcontext()
    with counters:
        run_server(host=host, port=port, uds=uds, workers=workers)


def run_server(*, host: str, port: int, uds: Path | None = None, workers: int = 1) -> None:
    """Serves until a signal ends it."""
    prepare_static_files()
    click.echo(f"Belowline answers at {f'unix:{uds}' if uds else f'http://{host}:{port}'}")
    if not uds and host == "127.0.0.1" and urlsplit(settings.SITE_URL).port != port:
        click.echo(f"Links in pages and mail lead to {settings.SITE_URL} (BELOWLINE_SITE_URL)")
    with TemporaryDirectory(prefix="belowline-") as folder:
        came_up = Path(folder) / "came-up"
        os.environ[CAME_UP] = str(came_up)
        server = Supervisor(
            _APPLICATION,
            came_up=came_up,
            address=host,
            port=port,
            uds=uds,
            uds_permissions=_SOCKET_MODE,
            workers=workers,
            interface=Interfaces.ASGI,
            loop=Loops.uvloop,
            websockets=False,
            backlog=_BACKLOG,
            backpressure=_AT_ONCE,
            log_enabled=True,
            log_level=LogLevels(settings.ENVIRONMENT.log_level.lower()),
            log_dictconfig=settings.SERVER_LOGGING,
            log_access=False,
            respawn_failed_workers=True,
            workers_kill_timeout=_LONGEST_STOP,
        )
        server.on_startup(end_streams_first)
        server.serve()


def _metrics(host: str, port: int) -> AbstractContextManager[object]:
    try:
        counters = serve_metrics(host=host, port=port)
    except OSError as fault:
        raise click.ClickException(
            f"The metrics cannot be served at {host}:{port}: {fault.strerror}. "
            "Choose another --metrics-port."
        ) from None
    click.echo(f"Metrics are at http://{host}:{port}/metrics")
    return counters
