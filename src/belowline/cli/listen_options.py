"""Where a command that serves listens."""

from collections.abc import Callable
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


def listen_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Gives a command the options --host and --port."""
    return _HOST(_PORT(command))
