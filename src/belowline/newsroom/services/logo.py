"""An administrator sets the publication's logo, for light pages and for dark ones."""

from importlib import import_module
from typing import Protocol, cast

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.policies import check_administers
from belowline.accounts.queries.people import Actor
from belowline.accounts.services.limited_acts import count_article_picture
from belowline.core.events import publish
from belowline.core.refusals import Invalid
from belowline.newsroom.events import PublicationChanged
from belowline.newsroom.models import PublicationLogo


class _Made(Protocol):
    content: bytes
    digest: str
    width: int
    height: int


class _Making(Protocol):
    def made_logo(self, data: bytes) -> _Made: ...


def set_logo(*, actor: Actor, mode: str, data: bytes) -> None:
    """Shows this picture in place of the name, on pages of this mode (models.PublicationLogo).

    One for dark pages stands beside one for light ones. An attempt counts whatever becomes of it.
    Called outside transactions. Raises NotAllowed, Invalid, TooLarge or TooMany.
    """
    check_administers(actor)
    if mode not in PublicationLogo.Mode.values:
        raise Invalid(gettext("Please choose one from the list."), field="mode")
    count_article_picture(person_id=actor.id)
    # Pillow takes 12 MB of memory; only a worker to which somebody sends a picture has it.
    making = cast("_Making", import_module("belowline.newsroom.pictures.logo"))
    made = making.made_logo(data)
    with transaction.atomic():
        PublicationLogo.objects.update_or_create(
            publication_id=actor.publication_id,
            mode=mode,
            defaults={
                "digest": made.digest,
                "content": made.content,
                "width": made.width,
                "height": made.height,
            },
        )
        publish(PublicationChanged(publication_id=actor.publication_id))


@transaction.atomic
def remove_logo(*, actor: Actor, mode: str) -> None:
    """Takes it away; without one for light pages the name is printed. Raises NotAllowed."""
    check_administers(actor)
    PublicationLogo.objects.filter(publication_id=actor.publication_id, mode=mode).delete()
    publish(PublicationChanged(publication_id=actor.publication_id))
