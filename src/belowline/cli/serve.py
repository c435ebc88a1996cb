"""`belowline serve`: runs the site.

This process stays as long as the site does, so it loads neither Django nor the settings.
"""

import os
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep
from urllib.parse import urlsplit

import click
from granian.constants import Interfaces, Loops
from granian.log import LogLevels

from belowline.cli.listen_options import accepts_connections, check_can_listen, listen_options
from belowline.cli.metrics import serve_metrics
from belowline.cli.preparation import Preparation, load_when_prepared
from belowline.cli.shutdown import end_in_order, end_streams_first
from belowline.cli.supervisor import Supervisor
from belowline.delivery.came_up import CAME_UP

_BACKLOG = 4096
_AT_ONCE = 65_536
"""Connections that wait to be accepted, and requests a worker has open; a live reader is one."""
_SOCKET_MODE = 0o660
_LONGEST_STOP = 9
"""Seconds after which a worker that is still busy is ended by force."""
_LOOKED_EVERY = 0.02
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
    if not uds:
        check_can_listen(host, port)
    end_in_order()
    with ExitStack() as held:
        folder = Path(held.enter_context(TemporaryDirectory(prefix="belowline-")))
        preparation = Preparation(folder / "prepared", port=None if uds else port)
        held.callback(preparation.end)
        if metrics_port:
            held.enter_context(_metrics(metrics_host, metrics_port))
        told = preparation.told()
        came_up = folder / "came-up"
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
            log_level=LogLevels(told["log_level"].lower()),
            log_dictconfig=told["logging"],
            log_access=False,
            respawn_failed_workers=True,
            workers_kill_timeout=_LONGEST_STOP,
        )
        server.on_startup(end_streams_first)
        preparation.when_over(
            succeeded=partial(_announce, came_up, host, port, uds, told["site_url"]),
            failed=server.signal_handler_interrupt,
        )
        server.serve(
            target_loader=partial(load_when_prepared, _APPLICATION, folder / "prepared"),
            wrap_loader=False,
        )


def _metrics(host: str, port: int) -> TemporaryDirectory[str]:
    try:
        counters = serve_metrics(host=host, port=port)
    except OSError as fault:
        raise click.ClickException(
            f"The metrics cannot be served at {host}:{port}: {fault.strerror}. "
            "Choose another --metrics-port."
        ) from None
    click.echo(f"Metrics are at http://{host}:{port}/metrics")
    return counters


def _announce(came_up: Path, host: str, port: int, uds: Path | None, site_url: str) -> None:
    while not (came_up.exists() and accepts_connections(host, port, uds)):
        sleep(_LOOKED_EVERY)  # a worker that has come up listens a moment later
    click.echo(f"Belowline answers at {f'unix:{uds}' if uds else f'http://{host}:{port}'}")
    if not uds and host == "127.0.0.1" and urlsplit(site_url).port != port:
        click.echo(f"Links in pages and mail lead to {site_url} (BELOWLINE_SITE_URL)")
