"""`belowline publication`: founds publications, says where they are and which sites they trust."""

from collections.abc import Callable
from typing import Any

import click

from belowline.cli.prepare import prepare_database
from belowline.cli.publications import publication_named
from belowline.core.refusals import Refusal
from belowline.newsroom.queries.publications import hosts_of, publication_slugs
from belowline.newsroom.services.addresses import (
    add_host,
    allow_origin,
    remove_host,
    set_base_url,
)
from belowline.newsroom.services.founding import create_publication

_SLUG = click.argument("publication")


@click.group("publication")
def publication_group() -> None:
    """Found publications, and say where they are: address, host names, origins."""


@publication_group.command("add")
@_SLUG
@click.option("--name", required=True, help="What readers know it by.")
@click.option("--url", default="", help="Its address, such as https://news.example.")
@click.option("--language", default="en", show_default=True, help="Such as en, ja or pt-br.")
@click.option("--time-zone", default="UTC", show_default=True, help="Such as Europe/Paris.")
@click.option("--tagline", default="", help="A line below its name, on the front page.")
@click.option("--owner", default="", help="Who stands in the copyright line.")
def add(publication: str, url: str, **given: str) -> None:
    """Found PUBLICATION, a short name of small letters, digits and hyphens.

    Without --url, the installation's own address (BELOWLINE_SITE_URL) leads to it.
    """
    prepare_database()
    try:
        create_publication(slug=publication, base_url=url, **given)
    except Refusal as refusal:
        raise click.ClickException(refusal.sentence) from refusal
    click.echo(
        f"{publication_named(publication).name} is at {publication_named(publication).base_url}"
    )
    click.echo(
        f"Next: belowline staff invite EMAIL --role administrator --publication {publication}"
    )


@publication_group.command("list")
def list_publications() -> None:
    """Print each publication, its address, and the host names that lead to it."""
    prepare_database()
    for slug in publication_slugs():
        found = publication_named(slug)
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
        service(publication_id=publication_named(slug).id, **given)
    except Refusal as refusal:
        raise click.ClickException(refusal.sentence) from refusal
    click.echo("Done.")
