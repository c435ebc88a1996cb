"""Which publication a request is for, and its sections."""

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from belowline.core.bulk_sql import select_rows
from belowline.core.events import PUBLICATIONS
from belowline.core.ids import encode
from belowline.core.kept import kept
from belowline.newsroom.look.tokens import Look, look_of
from belowline.newsroom.models import (
    Publication,
    PublicationHost,
    PublicationOrigin,
    Section,
)
from belowline.newsroom.queries.logos import LogoView, logos_of


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section, as navigation shows it."""

    id: int
    slug: str
    name: str

    @property
    def ref(self) -> str:
        """The id as addresses write it."""
        return encode(self.id)

    @property
    def path(self) -> str:
        """The section's address on its publication's site, as browsers send it."""
        return quote(f"/{self.slug}")


@dataclass(frozen=True, slots=True)
class PublicationView:
    """A publication with its sections in their order.

    `base_url` opens its absolute addresses, without a slash at the end; `canonical_host` is its
    host, if it is the publication's own, and empty otherwise. Pages at `frame_origins` may show its
    pages in a frame, those at `call_origins` ask the API in the names of its readers. At
    `subscribe_url`, which may be empty, readers become subscribers. The `logo` stands in place of
    the name, the `dark_logo` in its place on dark pages. `ai_crawlers` as in models.Publication.
    """

    id: int
    slug: str
    name: str
    tagline: str
    owner: str
    time_zone: str
    language: str
    base_url: str
    canonical_host: str
    frame_origins: tuple[str, ...]
    call_origins: frozenset[str]
    sections: tuple[SectionView, ...]
    look: Look | None = None
    subscribe_url: str = ""
    logo: LogoView | None = None
    dark_logo: LogoView | None = None
    ai_crawlers: bool = False

    @property
    def zone(self) -> ZoneInfo:
        """The time zone that dates are shown in."""
        return ZoneInfo(self.time_zone)

    def section(self, slug: str) -> SectionView | None:
        """Its section with this address, or None."""
        return next((section for section in self.sections if section.slug == slug), None)


def publication_at(host: str) -> PublicationView | None:
    """The publication at this host name, in small letters and without a port; None for any other.

    The installation's own names (its address in the settings, this machine's) lead to the oldest
    publication that has no address of its own, or one of these. With BELOWLINE_ANY_HOST every
    other name leads to the oldest.
    """
    return kept(PUBLICATIONS, host, lambda: _publication_at(host))


def publication_ids_at(hosts: Collection[str]) -> dict[str, int]:
    """The ids of the publications that `publication_at` gives, by host name."""
    found = {host: publication_at(host) for host in hosts}
    return {host: publication.id for host, publication in found.items() if publication}


def publication_by_slug(slug: str) -> PublicationView | None:
    """The publication with this short name."""
    return _view(Publication.objects.filter(slug=slug).first())


def publication_by_id(publication_id: int) -> PublicationView | None:
    """The publication with this id."""
    return _view(Publication.objects.filter(pk=publication_id).first())


def zone_of(publication_id: int) -> ZoneInfo:
    """The time zone in which it is printed."""
    return kept(PUBLICATIONS, ("zone", publication_id), lambda: _zone_of(publication_id))


def publication_slugs() -> list[str]:
    """The short names of all publications, the oldest first."""
    return list(Publication.objects.order_by("founded_at", "id").values_list("slug", flat=True))


def publication_names() -> dict[int, str]:
    """The names of all publications, by id."""
    return dict(Publication.objects.values_list("id", "name"))


def mail_has_arrived(publication_id: int) -> bool:
    """Whether the link of a test mail of the publication has been opened."""
    rows = Publication.objects.filter(pk=publication_id, mail_arrived_at__isnull=False)
    return rows.exists()


def base_urls() -> dict[int, str]:
    """What opens the absolute addresses of each publication, by id."""
    return kept(PUBLICATIONS, "base urls", _base_urls)


def hosts_of(publication_id: int) -> list[str]:
    """The host names that lead to the publication, in the order of the alphabet."""
    rows = PublicationHost.objects.filter(publication_id=publication_id)
    return list(rows.order_by("name").values_list("name", flat=True))


def further_hosts(publication_id: int) -> frozenset[str]:
    """The publication's further hosts, without `www.`."""
    names = kept(PUBLICATIONS, ("hosts", publication_id), lambda: hosts_of(publication_id))
    return frozenset(name.removeprefix("www.") for name in names)


def _zone_of(publication_id: int) -> ZoneInfo:
    ((zone,),) = select_rows(Publication, ["time_zone"], id=[publication_id])
    return ZoneInfo(zone)


def _publication_at(host: str) -> PublicationView | None:
    named = Exists(PublicationHost.objects.filter(publication=OuterRef("pk"), name=host))
    leads = Q(is_named=True)
    if host in settings.OWN_HOSTS:
        leads |= Q(base_url="") | Q(hosts__name__in=settings.OWN_HOSTS)
    rows = Publication.objects.annotate(is_named=named).filter(leads)
    found = rows.order_by("-is_named", "founded_at", "id").first()
    return _view(found or _shown_at_any_host())


def _shown_at_any_host() -> Publication | None:
    if not settings.ENVIRONMENT.any_host:
        return None
    return Publication.objects.order_by("founded_at", "id").first()


def _base_urls() -> dict[int, str]:
    rows = Publication.objects.values_list("id", "base_url")
    return {key: base_url or settings.SITE_URL for key, base_url in rows}


def _view(publication: Publication | None) -> PublicationView | None:
    if publication is None:
        return None
    sections = Section.objects.filter(publication=publication)
    logos = logos_of(publication.id)
    origins = list(PublicationOrigin.objects.filter(publication=publication))
    return PublicationView(
        publication.id,
        publication.slug,
        publication.name,
        publication.tagline,
        publication.owner,
        publication.time_zone,
        publication.language,
        publication.base_url or settings.SITE_URL,
        urlsplit(publication.base_url).hostname or "",
        tuple(sorted(it.origin for it in origins if it.may_frame)),
        frozenset(it.origin for it in origins if it.may_call),
        tuple(SectionView(section.id, section.slug, section.name) for section in sections),
        look_of(publication.look) if publication.look else None,
        publication.subscribe_url,
        logos.get("light"),
        logos.get("dark"),
        publication.ai_crawlers,
    )
