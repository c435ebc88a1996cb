"""Who asks, and which publication is asked."""

from typing import cast

from django.http import HttpRequest
from django.utils.translation import gettext

from belowline.accounts.queries.people import Actor, actor
from belowline.core.ids import decode
from belowline.core.refusals import NotFound, SignInNeeded
from belowline.newsroom.queries.publications import PublicationView, publication_for_host


def publication_of(request: HttpRequest) -> PublicationView:
    """The publication at the request's host. Raises NotFound before there is any."""
    found = cast("PublicationView | None", getattr(request, "_publication", None))
    if found is None:
        found = publication_for_host(request.get_host().partition(":")[0])
        if found is None:
            raise NotFound(
                gettext(
                    "Nothing is published here yet. Run `belowline demo`, or import a discussion."
                )
            )
        request._publication = found  # type: ignore[attr-defined]
    return found


def viewer_of(request: HttpRequest) -> Actor | None:
    """Whoever is logged in, with their roles at the request's publication; None for a reader."""
    if not hasattr(request, "_viewer"):
        person_id = request.user.pk if request.user.is_authenticated else None
        publication = publication_of(request)
        request._viewer = (  # type: ignore[attr-defined]
            actor(person_id=person_id, publication_id=publication.id) if person_id else None
        )
    return cast("Actor | None", request._viewer)  # type: ignore[attr-defined]


def actor_of(request: HttpRequest) -> Actor:
    """Whoever is logged in. Raises SignInNeeded."""
    found = viewer_of(request)
    if found is None:
        raise SignInNeeded(gettext("Please log in first."))
    return found


def id_from(ref: str) -> int:
    """The id that an address names. Raises NotFound for a ref that cannot be one."""
    try:
        return decode(ref)
    except ValueError:
        raise NotFound(gettext("There is nothing at this address.")) from None
