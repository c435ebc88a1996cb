"""`belowline publication`: where each publication is, and which other sites it trusts."""

from collections.abc import Callable
from typing import Any

import click

from belowline.cli.prepare import prepare_database
from belowline.core.refusals import Refusal
from belowline.newsroom.queries.publications import (
    PublicationView,
    hosts_of,
    publication_by_slug,
    publication_slugs,
)
from belowline.newsroom.services.addresses import (
    add_host,
    allow_origin,
    remove_host,
    set_base_url,
)

_SLUG = click.argument("publication")


@click.group("publication")
def publication_group() -> None:
    """Show where publications are, and say so: address, host names, origins."""


@publication_group.command("list")
def list_publications() -> None:
    """Print each publication, its address, and the host names that lead to it."""
    prepare_database()
    for slug in publication_slugs():
        found = _found(slug)
        hosts = ", ".join(hosts_of(found.id)) or "the installation’s own"
        click.echo(f"{slug:<20} {found.base_url:<40} {hosts}")


@publication_group.command("address")
@_SLUG
@click.argument("url")
def address(publication: str, url: str) -> None:
    """Give PUBLICATION the address URL; pages and mail lead there from now on."""
    _do(publication, set_base_url, url=url)


@publication_group.command("host")
@_SLUG
@click.argument("name")
@click.option("--remove", is_flag=True, help="Have it lead there no longer.")
def host(publication: str, name: str, *, remove: bool) -> None:
    """Have the host NAME lead to PUBLICATION as well."""
    _do(publication, remove_host if remove else add_host, name=name)


@publication_group.command("origin")
@_SLUG
@click.argument("origin")
@click.option("--call", is_flag=True, help="Its pages may ask the API in readers’ names.")
@click.option("--frame", is_flag=True, help="Its pages may show this site’s pages in a frame.")
def origin(publication: str, origin: str, *, call: bool, frame: bool) -> None:
    """Say what pages at ORIGIN may do; without an option it is forgotten."""
    _do(publication, allow_origin, origin=origin, may_call=call, may_frame=frame)


def _do(slug: str, service: Callable[..., None], **given: Any) -> None:
    prepare_database()
    try:
        service(publication_id=_found(slug).id, **given)
    except Refusal as refusal:
        raise click.ClickException(refusal.sentence) from refusal
    click.echo("Done.")


def _found(slug: str) -> PublicationView:
    found = publication_by_slug(slug)
    if found is None:
        known = ", ".join(publication_slugs()) or "none"
        raise click.ClickException(f"There is no publication {slug}. There is: {known}.")
    return found
