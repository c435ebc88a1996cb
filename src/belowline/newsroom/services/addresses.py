"""Where a publication is: its own address, further host names, and other sites' origins."""

import re
from collections.abc import Collection, Mapping
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext

from belowline.core.events import publish
from belowline.core.refusals import Conflict, Invalid, NotFound
from belowline.newsroom.events import PublicationMoved
from belowline.newsroom.models import Publication, PublicationHost, PublicationOrigin

_HOST = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?", re.ASCII
)
_USUAL_PORTS = {"http": 80, "https": 443}


@transaction.atomic
def set_base_url(*, publication_id: int, url: str) -> None:
    """Gives the publication an address of its own, such as https://news.example.

    Its host leads to the publication from now on. Raises Invalid for anything that is not scheme
    and host, or Conflict where the host leads to another publication.
    """
    origin = _origin(url, field="url")
    _add_host(publication_id, urlsplit(origin).hostname or "")
    Publication.objects.filter(pk=publication_id).update(base_url=origin)
    publish(PublicationMoved(publication_id=publication_id))


@transaction.atomic
def add_host(*, publication_id: int, name: str) -> None:
    """Has a further host name lead to the publication. Raises Invalid or Conflict."""
    _add_host(publication_id, name.strip().lower())
    publish(PublicationMoved(publication_id=publication_id))


@transaction.atomic
def remove_host(*, publication_id: int, name: str) -> None:
    """Has a host name lead there no longer. Raises NotFound, or Conflict for its own address."""
    publication = Publication.objects.select_for_update(no_key=True).get(pk=publication_id)
    name = name.strip().lower()
    if urlsplit(publication.base_url).hostname == name:
        raise Conflict(
            gettext("This is the publication’s own address. Please give it another one first.")
        )
    rows = PublicationHost.objects.filter(publication_id=publication_id, name=name)
    if not rows.delete()[0]:
        raise NotFound(gettext("This host does not lead to the publication."))
    publish(PublicationMoved(publication_id=publication_id))


@transaction.atomic
def allow_origin(*, publication_id: int, origin: str, may_call: bool, may_frame: bool) -> None:
    """Says what pages of another origin may do; with neither, the origin is forgotten.

    Raises Invalid for anything that is no origin.
    """
    rows = PublicationOrigin.objects.filter(
        publication_id=publication_id,
        origin=_origin(origin, field="origin"),
        source=PublicationOrigin.Source.COMMAND,
    )
    rows.delete()
    if may_call or may_frame:
        PublicationOrigin.objects.create(
            publication_id=publication_id,
            origin=_origin(origin, field="origin"),
            may_call=may_call,
            may_frame=may_frame,
            source=PublicationOrigin.Source.COMMAND,
        )
    publish(PublicationMoved(publication_id=publication_id))


@transaction.atomic
def keep_configured_origins(configured: Mapping[str, Collection[str]]) -> None:
    """Lists what the settings list, by the publication's short name, and nothing else of theirs."""
    of_settings = PublicationOrigin.objects.filter(source=PublicationOrigin.Source.SETTINGS)
    keys = dict(Publication.objects.values_list("slug", "id"))
    wanted = {
        (keys[slug], origin.lower())
        for slug, origins in configured.items()
        if slug in keys
        for origin in origins
    }
    known = set(of_settings.values_list("publication_id", "origin"))
    for publication_id, origin in known - wanted:
        of_settings.filter(publication_id=publication_id, origin=origin).delete()
    PublicationOrigin.objects.bulk_create(
        PublicationOrigin(
            publication_id=publication_id,
            origin=origin,
            may_call=True,
            source=PublicationOrigin.Source.SETTINGS,
        )
        for publication_id, origin in sorted(wanted - known)
    )


def _add_host(publication_id: int, name: str) -> None:
    if len(name) > 253 or not _HOST.fullmatch(name):
        raise Invalid(
            gettext("Please enter a host name such as news.example, without https:// or a port."),
            field="host",
        )
    host, _ = PublicationHost.objects.get_or_create(
        name=name, defaults={"publication_id": publication_id}
    )
    if host.publication_id != publication_id:
        raise Conflict(gettext("This host already leads to another publication."), field="host")


def _origin(url: str, *, field: str) -> str:
    """Scheme, host and, where it is unusual, port, in small letters. Raises Invalid."""
    refused = Invalid(
        gettext("Please enter an address such as https://news.example, with nothing after it."),
        field=field,
    )
    try:
        parts = urlsplit(url.strip().lower().removesuffix("/"))
        port = parts.port
    except ValueError:
        raise refused from None
    host = parts.hostname or ""
    is_more = parts.path or parts.query or parts.fragment or parts.username is not None
    if parts.scheme not in _USUAL_PORTS or not _HOST.fullmatch(host) or is_more:
        raise refused
    is_usual = port in (None, _USUAL_PORTS[parts.scheme])
    return f"{parts.scheme}://{host}" + ("" if is_usual else f":{port}")
