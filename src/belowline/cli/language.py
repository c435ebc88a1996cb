"""`belowline language`: chooses the language of a publication."""

import click

from belowline.cli.prepare import prepare_database
from belowline.core.refusals import Refusal
from belowline.newsroom.queries.publications import publication_by_slug, publication_slugs
from belowline.newsroom.services.language import change_language


@click.command()
@click.argument("code")
@click.option("--publication", help="Short name of the publication, where there are several.")
def language(code: str, publication: str | None) -> None:
    """Print a publication in the language CODE, such as ja; open pages follow at once.

    Readers may choose another for themselves, in the footer of every page.
    """
    prepare_database()
    slugs = publication_slugs()
    if publication is None and len(slugs) > 1:
        raise click.UsageError(f"Say which with --publication: {', '.join(slugs)}.")
    found = publication_by_slug(publication or next(iter(slugs), ""))
    if found is None:
        raise click.ClickException(f"There is no such publication. There is: {', '.join(slugs)}.")
    try:
        change_language(publication_id=found.id, language=code)
    except Refusal as refusal:
        raise click.ClickException(refusal.sentence) from refusal
    click.echo(f"{found.name} is printed in {code}.")
