"""`belowline search`: makes the index of articles and comments anew."""

import click

from belowline.cli.prepare import prepare_database
from belowline.search.services.indexing import index_everything, number_of_texts


@click.group("search")
def search_group() -> None:
    """Look after the search."""


@search_group.command("rebuild")
def rebuild() -> None:
    """Make the index anew from all articles and comments.

    A running server keeps it in step by itself, up to 500 texts in ten seconds: after a large
    import this is faster. It goes on answering meanwhile, and finds what is indexed already.
    """
    prepare_database()
    with click.progressbar(length=number_of_texts(), label="Texts") as bar:
        index_everything(bar.update)
