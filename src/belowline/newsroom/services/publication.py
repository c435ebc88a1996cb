"""An administrator changes what a publication is called and how it is printed."""

from django.db import transaction

from belowline.accounts.policies import check_administers
from belowline.accounts.queries.people import Actor
from belowline.core.events import publish
from belowline.core.markup import clean_line
from belowline.newsroom.events import PublicationChanged
from belowline.newsroom.models import Publication
from belowline.newsroom.services.founding import checked_publication_name, checked_zone
from belowline.newsroom.services.language import checked_language


@transaction.atomic
def change_publication(
    *,
    actor: Actor,
    name: str,
    tagline: str,
    owner: str,
    language: str,
    time_zone: str,
    ai_crawlers: bool,
) -> None:
    """Changes it for every page from now on. Raises NotAllowed or Invalid."""
    check_administers(actor)
    Publication.objects.filter(pk=actor.publication_id).update(
        name=checked_publication_name(name),
        tagline=clean_line(tagline, most=200, field="tagline"),
        owner=clean_line(owner, most=120, field="owner"),
        language=checked_language(language),
        time_zone=checked_zone(time_zone),
        ai_crawlers=ai_crawlers,
    )
    publish(PublicationChanged(publication_id=actor.publication_id))
