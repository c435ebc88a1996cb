"""Founds publications."""

import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import transaction
from django.utils.translation import gettext

from belowline.core.events import publish
from belowline.core.markup import clean_line
from belowline.core.refusals import Conflict, Invalid
from belowline.newsroom.events import PublicationMoved
from belowline.newsroom.models import Publication, SetUpCode
from belowline.newsroom.services.addresses import add_host, set_base_url
from belowline.newsroom.services.language import checked_language

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,59}", re.ASCII)


@transaction.atomic
def create_publication(
    *,
    slug: str,
    name: str,
    time_zone: str,
    language: str = "en",
    tagline: str = "",
    owner: str = "",
    host: str = "",
    base_url: str = "",
) -> int:
    """Sets up a publication and returns its id.

    `base_url` opens its addresses, and `host` is a further name that leads to it. Raises Invalid
    for a name that is empty and for what is no short name, address, time zone or language, or
    Conflict where the short name or a host is another publication's.
    """
    publication, is_new = Publication.objects.get_or_create(
        slug=_checked_slug(slug),
        defaults={
            "name": checked_publication_name(name),
            "time_zone": checked_zone(time_zone),
            "language": checked_language(language),
            "tagline": clean_line(tagline, most=200, field="tagline"),
            "owner": clean_line(owner, most=120, field="owner"),
        },
    )
    if not is_new:
        raise Conflict(
            gettext("There is already a publication %(slug)s.") % {"slug": slug}, field="slug"
        )
    SetUpCode.objects.all().delete()
    publish(PublicationMoved(publication_id=publication.id))
    if host:
        add_host(publication_id=publication.id, name=host)
    if base_url:
        set_base_url(publication_id=publication.id, url=base_url)
    return publication.id


def _checked_slug(slug: str) -> str:
    if not _SLUG.fullmatch(slug):
        raise Invalid(
            gettext(
                "%(slug)s is not a short name; write one of small letters, digits and hyphens, "
                "like evening-post."
            )
            % {"slug": slug},
            field="slug",
        )
    return slug


def checked_publication_name(name: str) -> str:
    """The name as it will be shown. Raises Invalid where it is empty or too long."""
    name = clean_line(name, most=120, field="name")
    if not name:
        raise Invalid(gettext("A publication needs a name."), field="name")
    return name


def checked_zone(time_zone: str) -> str:
    """The time zone, if this machine knows it. Raises Invalid."""
    try:
        ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Invalid(
            gettext("%(zone)s is not a time zone; write one like Europe/Paris.")
            % {"zone": time_zone},
            field="time_zone",
        ) from None
    return time_zone
