"""Who asks, and which publication is asked."""

from typing import cast

from django.http import HttpRequest
from django.utils.translation import gettext

from belowline.accounts.queries.people import Actor, actor
from belowline.accounts.queries.remote_sessions import person_id_of_token
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
    """Whoever is logged in, with their roles at the request's publication; None for a reader.

    A request to the API that shows a bearer token is whose token it is, and nobody's otherwise:
    whatever cookies come along say nothing.
    """
    if not hasattr(request, "_viewer"):
        publication = publication_of(request)
        if has_authorization(request):
            person_id = _person_of_bearer(request, publication)
        else:
            person_id = request.user.pk if request.user.is_authenticated else None
        request._viewer = (  # type: ignore[attr-defined]
            actor(person_id=person_id, publication_id=publication.id) if person_id else None
        )
    return cast("Actor | None", request._viewer)  # type: ignore[attr-defined]


def has_authorization(request: HttpRequest) -> bool:
    """Whether a request to the API says who it is from by a header rather than by cookies."""
    return request.path.startswith("/api/v1/") and "Authorization" in request.headers


def bearer_of(request: HttpRequest) -> str:
    """The bearer token that is shown; empty where there is none."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


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


def _person_of_bearer(request: HttpRequest, publication: PublicationView) -> int | None:
    token = bearer_of(request)
    origin = request.headers.get("Origin")
    if not token:
        return None
    return person_id_of_token(token, publication_id=publication.id, origin=origin)
