"""Where a command that serves listens."""

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

_HOST = click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
_PORT = click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(1, 65535),
    envvar="PORT",
    help="Port to listen on; also read from PORT.",
)
_PATIENCE = 1.0
"""Seconds that whoever listens has to take a connection."""


def listen_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Gives a command the options --host and --port."""
    return _HOST(_PORT(command))


def check_can_listen(host: str, port: int) -> None:
    """Raises ClickException where nothing can listen there: the workers share their port, and so
    would share it with another server's, whose pages readers would get every other time.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _, place = found[0]
        with socket.socket(family, kind, protocol) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(place)
            trial.listen()
    except OSError as fault:
        raise click.ClickException(
            f"Nothing can be served at {host}:{port}: {fault.strerror}. Stop what listens there, "
            "or choose another --port or --host."
        ) from None


def accepts_connections(host: str, port: int, uds: Path | None = None) -> bool:
    """Whether somebody listens there, or on this Unix socket where one is given."""
    try:
        if uds is None:
            socket.create_connection((host, port), timeout=_PATIENCE).close()
        else:
            with socket.socket(socket.AF_UNIX) as trial:
                trial.connect(str(uds))
    except OSError:
        return False
    return True
