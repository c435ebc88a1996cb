"""Which publication a command is about."""

import click

from belowline.newsroom.queries.publications import (
    PublicationView,
    publication_by_slug,
    publication_slugs,
)


def publication_named(slug: str) -> PublicationView:
    """The publication with this short name; without one, the only one there is.

    Raises ClickException, which says what there is.
    """
    slugs = publication_slugs()
    if not slug and len(slugs) == 1:
        slug = slugs[0]
    found = publication_by_slug(slug)
    if found is None:
        known = ", ".join(slugs) or "none; add one with belowline publication add"
        what = f"There is no publication {slug}." if slug else "Choose one with --publication."
        raise click.ClickException(f"{what} There is: {known}.")
    return found
