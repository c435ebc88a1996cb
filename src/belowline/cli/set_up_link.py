"""Tells whoever started the server where an empty installation is set up."""

from urllib.parse import urlsplit

import click
from django.conf import settings

from belowline.newsroom.services.set_up import new_code


def print_set_up_link(*, port: int | None) -> None:
    """Prints the one address, with a new code, if there is no publication yet.

    `port` is where the server listens; None behind a proxy, on a Unix socket.
    """
    code = new_code()
    if code is not None:
        click.echo(f"To set up this site, open {_own_address(port)}/set-up/{code}")


def _own_address(port: int | None) -> str:
    """BELOWLINE_SITE_URL; where that is this machine, at the port that is listened to."""
    site = urlsplit(settings.SITE_URL)
    is_here = site.hostname in ("127.0.0.1", "localhost")
    return f"http://{site.hostname}:{port}" if is_here and port else settings.SITE_URL
