"""What is half configured, and so is not offered to readers."""

from collections.abc import Iterator

from django.conf import settings

from belowline.newsroom.queries.publications import publication_slugs


def config_problems() -> Iterator[str]:
    """A sentence for each; the database has to be up to date."""
    yield from settings.CONFIG_PROBLEMS
    known = publication_slugs()
    for publisher in settings.SSO_PUBLISHERS:
        if publisher.publication not in known:
            yield (
                f"Accounts of {publisher.issuer} are for the publication "
                f"{publisher.publication!r}, which does not exist; there are: {', '.join(known)}."
            )
